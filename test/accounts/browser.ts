import { type Connected, connectAccounts, offered, openChoice, startConnect } from '../../src/accounts/index.js';
import type { Ground } from './ground.js';
import { BRAND, WORKSPACE } from './ground.js';

/** A browser that keeps cookies by path, does not follow redirects, and posts the forms it is shown. */
export interface Browser {
  get(url: string): Promise<Shown>;
  /** Presses the button with this label on the page shown last. */
  press(label: string): Promise<Shown>;
  readonly cookies: Map<string, string>;
}

export interface Shown {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
  readonly location: string;
}

export function openBrowser(origin: string): Browser {
  const cookies = new Map<string, string>();
  let last = '';
  const visit = async (url: string, init: RequestInit = {}): Promise<Shown> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(url, origin), { redirect: 'manual', ...init, headers: { cookie, ...init.headers } });
    for (const set of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = set.split(';')[0]?.split('=') ?? [];
      if (/Expires=Thu, 01 Jan 1970/.test(set)) cookies.delete(name);
      else cookies.set(name, value);
    }
    last = await answer.text();
    return { status: answer.status, html: last, headers: answer.headers, location: answer.headers.get('location') ?? '' };
  };
  return {
    cookies,
    get: (url) => visit(url),
    press: (label) => {
      const form = [...last.matchAll(/<form method="post" action="([^"]+)">(.*?)<\/form>/gs)].find(([, , inner]) =>
        inner?.includes(`>${label}</button>`),
      );
      if (form === undefined) throw new Error(`There is no button "${label}" in:\n${last}`);
      const fields: [string, string][] = [...(form[2] ?? '').matchAll(/name="([^"]*)" value="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [name, value],
      );
      return visit(form[1] ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
        body: new URLSearchParams(fields).toString(),
      });
    },
  };
}

/** From a fresh link over Continue and the platform's dialog to the page that the callback shows. */
export async function consent(
  ground: Ground,
  person: string,
  choice: {
    readonly person: string;
    readonly family?: 'meta' | 'linkedin' | 'x';
    readonly brand?: string;
    readonly action?: 'accept' | 'cancel';
    readonly decline?: string[];
    readonly onlyPages?: string[];
  },
): Promise<Shown & { readonly browser: Browser }> {
  const { family = 'meta', brand = BRAND, ...dialog } = choice;
  const { url } = await startConnect(ground.deps, { workspace: WORKSPACE, brand, person, family });
  const browser = openBrowser(ground.origin);
  await browser.get(url);
  const { location } = await browser.press('Continue');
  const callback = await ground[family].consent(location, { action: 'accept', ...dialog });
  return { ...(await browser.get(callback)), browser };
}

/** Goes through the consent and hands out the id of the choice that it left. */
export async function pendingChoice(ground: Ground, person: string, choice: Parameters<typeof consent>[2]): Promise<string> {
  await consent(ground, person, choice);
  const asked = ground.notices.choices.at(-1);
  if (asked?.person !== person) throw new Error('Nobody was asked to choose.');
  return asked.choice;
}

/** Connects Pages by name; all that are offered when no names are given. */
export async function connected(
  ground: Ground,
  person: string,
  choice: Parameters<typeof consent>[2] & { readonly names?: readonly string[]; readonly replace?: boolean },
): Promise<Connected> {
  const { names, replace = false, ...dialog } = choice;
  const id = await pendingChoice(ground, person, dialog);
  const { choice: open } = await openChoice(ground.deps, { workspace: WORKSPACE, person, choice: id });
  const chosen = offered(open).filter(({ account }) => names === undefined || names.includes(account.name));
  const pages = chosen.map(({ account }) => account.platformId);
  return connectAccounts(ground.deps, { workspace: WORKSPACE, person, choice: id, chosen: pages, replace });
}
