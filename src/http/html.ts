import { createHash } from 'node:crypto';
import type { Response } from 'express';
import { languageTag, say } from '../language/index.js';

/** A page that a browser shows: plain text throughout, escaped when it is written out. */
export interface Page {
  readonly status: number;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly list?: readonly string[];
  /** Ways on, the main one first. */
  readonly ways?: readonly Way[];
}

/** A way on: a link, a button that posts fields to one of our own paths, or back to Slack, to this workspace and app where they are known. */
export type Way =
  | { readonly kind: 'link'; readonly label: string; readonly href: string }
  | { readonly kind: 'slack'; readonly workspace?: string; readonly app?: string }
  | { readonly kind: 'button'; readonly label: string; readonly action: string; readonly fields: Readonly<Record<string, string>> };

/**
 * Where the way back to Slack leads, set as `response.locals`: to the messages of our `app` where it is known, in a browser where Slack's
 * `url` is, else in Slack's own app.
 */
export interface PageLocals {
  readonly slack?: { readonly url?: string | undefined; readonly app?: string | undefined } | undefined;
}

/** Sends a page that nothing keeps, frames or runs scripts in, and that tells no other site where it came from. */
export function sendPage(response: Response, page: Page): void {
  response
    .status(page.status)
    .set({
      'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
    })
    .type('html')
    .send(renderPage(page, response.locals as PageLocals));
}

/** The page as HTML. */
export function renderPage({ title, paragraphs, list = [], ways = [] }: Page, { slack }: PageLocals = {}): string {
  return `<!doctype html>
<html lang="${languageTag()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Copydesk</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n')}
${list.length === 0 ? '' : `<ul>${list.map((text) => `<li>${escapeHtml(text)}</li>`).join('')}</ul>`}
${ways.map((way, index) => renderWay(way.kind === 'slack' ? backToSlack(way, slack) : way, index)).join('\n')}
</main>
</body>
</html>
`;
}

/**
 * Where Slack leads a browser to the conversation with the app; `url` itself where the workspace or the app is not known. Slack's own address for that is
 * that of no workspace (slack:interactivity/deep-linking, November 2026).
 */
export function slackInBrowser(
  url: string,
  { workspace, app }: { readonly workspace?: string | undefined; readonly app?: string | undefined },
): string {
  if (workspace === undefined || app === undefined) return url;
  const slack = new URL(url).hostname.endsWith('.slack.com') ? 'https://slack.com' : url;
  return new URL(`/app_redirect?${new URLSearchParams({ app, team: workspace })}`, slack).href;
}

/** A deep link of Slack's app (slack:interactivity/deep-linking, November 2026), or Slack in the browser where we know it. */
function backToSlack(
  { workspace, app }: { readonly workspace?: string; readonly app?: string },
  slack: PageLocals['slack'] = {},
): Exclude<Way, { kind: 'slack' }> {
  const to = { workspace, app: app ?? slack.app, tab: app === undefined ? 'messages' : 'home' };
  const href = slack.url === undefined ? inApp(to) : slackInBrowser(slack.url, to);
  return { kind: 'link', label: say(app === undefined ? 'page.backToSlack' : 'page.openInSlack'), href };
}

interface SlackPlace {
  readonly workspace: string | undefined;
  readonly app: string | undefined;
  readonly tab: string;
}

function inApp({ workspace, app, tab }: SlackPlace): string {
  const team = workspace === undefined ? '' : `team=${encodeURIComponent(workspace)}`;
  return app === undefined || team === ''
    ? `slack://open${team && `?${team}`}`
    : `slack://app?${team}&id=${encodeURIComponent(app)}&tab=${tab}`;
}

function renderWay(way: Exclude<Way, { kind: 'slack' }>, index: number): string {
  const main = index === 0 ? ' class="main"' : '';
  if (way.kind === 'link') return `<p><a${main} href="${escapeHtml(way.href)}">${escapeHtml(way.label)}</a></p>`;
  const fields = Object.entries(way.fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return `<form method="post" action="${escapeHtml(way.action)}">${fields.join('')}<button${main} type="submit">${escapeHtml(way.label)}</button></form>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; padding: 1rem; background: Canvas; color: CanvasText; }
main { max-width: 34rem; margin: 10vh auto 0; }
h1 { font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
p, li { overflow-wrap: anywhere; }
a { color: LinkText; }
form { margin: 1rem 0; }
button, a.main { font: inherit; display: inline-block; padding: .6rem 1.2rem; border: 2px solid; border-radius: .5rem; cursor: pointer; text-decoration: none; }
button.main, a.main { background: #1d4f91; border-color: #1d4f91; color: #fff; }
:focus-visible { outline: 3px solid; outline-offset: 3px; }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
