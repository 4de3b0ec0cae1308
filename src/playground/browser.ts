/** A person's browser: follows links with its own cookies, one request at a time, and never a redirect by itself. */
export interface Browser {
  get(url: string): Promise<BrowserPage>;
  /** Submits a page's only form. */
  submit(page: BrowserPage): Promise<BrowserPage>;
}

/** What a browser shows. `location` is where it is sent, made absolute. */
export interface BrowserPage {
  readonly url: string;
  readonly status: number;
  readonly html: string;
  readonly location?: string;
}

/** A browser without cookies. */
export function createBrowser(): Browser {
  const cookies = new Map<string, string>();
  const load = async (url: string, init: RequestInit = {}): Promise<BrowserPage> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(cookie === '' ? {} : { cookie }), ...init.headers };
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    return {
      url,
      status: answer.status,
      html: await answer.text(),
      ...(location === null ? {} : { location: new URL(location, url).href }),
    };
  };
  return {
    get: (url) => load(url),
    submit: (page) => {
      const action = /<form[^>]*action="([^"]*)"/.exec(page.html)?.[1] ?? page.url;
      const fields = [...page.html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
        attribute(input, 'name'),
        attribute(input, 'value'),
      ]);
      const target = new URL(unescaped(action), page.url);
      return load(target.href, {
        method: 'POST',
        body: new URLSearchParams(fields.map(([name = '', value = '']): [string, string] => [name, value])),
        headers: { origin: target.origin, 'content-type': 'application/x-www-form-urlencoded' },
      });
    },
  };
}

function attribute(tag: string, name: string): string {
  return unescaped(new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

function unescaped(html: string): string {
  return html.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>');
}
