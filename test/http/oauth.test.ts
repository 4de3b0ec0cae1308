import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startConnect } from '../../src/accounts/index.js';
import { renderPage } from '../../src/http/html.js';
import { consent, openBrowser } from '../accounts/browser.js';
import { ADA, BRAND, type Ground, openGround, WORKSPACE } from '../accounts/ground.js';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround('http_oauth');
});
afterAll(() => ground.end());

const link = async (person: string = ADA) =>
  (await startConnect(ground.deps, { workspace: WORKSPACE, brand: BRAND, person, family: 'meta' })).url;

describe('the link from Slack', () => {
  test('names the brand, the workspace and the person, and is not used up by being looked at', async () => {
    const url = await link();
    const browser = openBrowser(ground.origin);
    for (const look of [await browser.get(url), await browser.get(url)]) {
      expect(look.status).toBe(200);
      expect(look.html).toContain('Connect Facebook and Instagram to Bluebird &lt;Coffee&gt; in Bluebird team for ada.');
    }
    expect(browser.cookies.size).toBe(0);
    expect((await browser.press('Continue')).status).toBe(303);
  });

  test('leads to the dialog with a state, and leaves a cookie that scripts and other sites cannot use', async () => {
    const browser = openBrowser(ground.origin);
    await browser.get(await link());
    const { location, headers } = await browser.press('Continue');
    const dialog = new URL(location);
    expect(dialog.origin).toBe(ground.meta.url);
    expect(dialog.searchParams.get('state')).toMatch(/^[\w-]{43}$/);
    expect(headers.getSetCookie()[0]).toMatch(/; Path=\/oauth\/meta; .*HttpOnly; SameSite=Lax$/);
  });

  test('works once', async () => {
    const url = await link();
    const browser = openBrowser(ground.origin);
    await browser.get(url);
    await browser.press('Continue');
    const again = await browser.get(url);
    expect([again.status, again.html]).toEqual([410, expect.stringContaining('This link was used already')]);
  });

  test('expires after ten minutes, and its person can ask for a new one in Slack, once', async () => {
    const url = await link();
    ground.pass(10 * 60_000);
    const browser = openBrowser(ground.origin);
    const late = await browser.get(url);
    expect([late.status, late.html]).toEqual([410, expect.stringContaining('This link has expired')]);
    const sent = ground.notices.links.length;
    await browser.press('Send me a new link in Slack');
    await browser.get(url);
    await browser.press('Send me a new link in Slack');
    expect(ground.notices.links.slice(sent)).toEqual([expect.objectContaining({ workspace: WORKSPACE, person: ADA })]);
    expect((await openBrowser(ground.origin).get(ground.notices.links.at(-1)?.url ?? '')).status).toBe(200);
  });

  test('is refused when it was never made, or belongs to another connector', async () => {
    const browser = openBrowser(ground.origin);
    expect((await browser.get('/oauth/meta/start?ticket=made-up')).html).toContain('We do not know this link');
    expect((await browser.get('/oauth/meta/start')).status).toBe(400);
    expect((await browser.get('/oauth/myspace/start?ticket=made-up')).status).toBe(404);
  });

  test('is not begun by a form on another site', async () => {
    const url = await link();
    const answer = await fetch(`${ground.origin}/oauth/meta/start`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' },
      body: new URLSearchParams({ ticket: new URL(url).searchParams.get('ticket') ?? '' }),
      redirect: 'manual',
    });
    expect(answer.status).toBe(403);
    expect((await openBrowser(ground.origin).get(url)).status).toBe(200);
  });
});

describe('the way back', () => {
  test('asks the person in Slack to choose, and says so', async () => {
    const sent = ground.notices.choices.length;
    const page = await consent(ground, ADA, { person: 'ada' });
    expect([page.status, page.html]).toEqual([200, expect.stringContaining('Copydesk found 3 Pages')]);
    expect(ground.notices.choices.slice(sent)).toEqual([expect.objectContaining({ workspace: WORKSPACE, person: ADA, count: 3 })]);
    expect(page.browser.cookies.size).toBe(0);
  });

  test('a cancelled consent has its page and a link to try again', async () => {
    const page = await consent(ground, ADA, { person: 'ada', action: 'cancel' });
    expect([page.status, page.html]).toEqual([200, expect.stringContaining('You did not give Copydesk access')]);
    const retry = /href="([^"]*\/oauth\/meta\/start\?ticket=[^"]+)"/.exec(page.html)?.[1] ?? '';
    expect((await openBrowser(ground.origin).get(retry)).status).toBe(200);
  });

  test('a permission left out is named', async () => {
    const page = await consent(ground, ADA, { person: 'cleo', decline: ['pages_manage_posts'] });
    expect(page.status).toBe(403);
    expect(page.html).toContain('A permission is missing');
    expect(page.html).toContain('post on your Pages');
  });

  test('a login without Pages is told what to ask for', async () => {
    expect((await consent(ground, ADA, { person: 'ben' })).html).toContain('There is nothing to connect');
    const [archive] = ground.meta.pages('ada').filter(({ name }) => name === 'Bluebird Archive');
    const unfit = await consent(ground, ADA, { person: 'ada', onlyPages: [archive?.id ?? ''] });
    expect(unfit.html).toContain('Bluebird Archive: You may not post on this Page.');
  });

  test('a state works once', async () => {
    const browser = openBrowser(ground.origin);
    await browser.get(await link());
    const callback = await ground.meta.consent((await browser.press('Continue')).location, { person: 'ada', action: 'accept' });
    expect((await browser.get(callback)).status).toBe(200);
    const sent = ground.notices.choices.length;
    const again = await browser.get(callback);
    expect([again.status, again.html]).toEqual([410, expect.stringContaining('This link was used already')]);
    expect(ground.notices.choices.length).toBe(sent);
  });

  test('a state that is not ours, or none, is refused', async () => {
    const browser = openBrowser(ground.origin);
    expect((await browser.get('/oauth/meta/callback?code=c&state=forged')).html).toContain('We do not know this link');
    expect((await browser.get('/oauth/meta/callback?code=c')).status).toBe(400);
  });

  test('another browser than the one that pressed Continue is refused, and the right one can still finish', async () => {
    const [own, other] = [openBrowser(ground.origin), openBrowser(ground.origin)];
    await own.get(await link());
    const callback = await ground.meta.consent((await own.press('Continue')).location, { person: 'ada', action: 'accept' });
    const refused = await other.get(callback);
    expect([refused.status, refused.html]).toEqual([403, expect.stringContaining('This link belongs to someone else')]);
    expect((await own.get(callback)).status).toBe(200);
  });

  test('a consent that took more than ten minutes is stale', async () => {
    const browser = openBrowser(ground.origin);
    await browser.get(await link());
    const callback = await ground.meta.consent((await browser.press('Continue')).location, { person: 'ada', action: 'accept' });
    ground.pass(10 * 60_000);
    expect((await browser.get(callback)).html).toContain('This link has expired');
  });

  test('two consents in one browser do not disturb each other', async () => {
    const browser = openBrowser(ground.origin);
    const dialogs: string[] = [];
    for (const url of [await link(), await link()]) {
      await browser.get(url);
      dialogs.push((await browser.press('Continue')).location);
    }
    for (const dialog of dialogs) {
      expect((await browser.get(await ground.meta.consent(dialog, { person: 'ada', action: 'accept' }))).status).toBe(200);
    }
  });

  test('a Meta that is down is named, with a way to try again', async () => {
    const undo = ground.meta.fault({ match: 'accounts', when: 'before', how: 'http_500', times: 5 });
    const page = await consent(ground, ADA, { person: 'ada' });
    undo();
    expect([page.status, page.html]).toEqual([503, expect.stringContaining('Facebook and Instagram did not answer')]);
    expect(page.html).toContain('Try again');
  });

  test('a code that Meta does not know is refused', async () => {
    const browser = openBrowser(ground.origin);
    await browser.get(await link());
    const state = new URL((await browser.press('Continue')).location).searchParams.get('state') ?? '';
    const page = await browser.get(`/oauth/meta/callback?code=not-a-code&state=${state}`);
    expect([page.status, page.html]).toEqual([502, expect.stringContaining('The request was refused')]);
  });

  test('a Slack that takes no message is named', async () => {
    ground.notices.fail = true;
    const page = await consent(ground, ADA, { person: 'ada' });
    ground.notices.fail = false;
    expect([page.status, page.html]).toEqual([503, expect.stringContaining('Slack did not take our message')]);
  });
});

describe('every page', () => {
  test('runs no script, is framed by nobody, and is kept by nobody', async () => {
    const { headers, html } = await openBrowser(ground.origin).get('/oauth/meta/start?ticket=%3Cscript%3E');
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(['no-store', 'same-origin']);
    expect(html).not.toContain('<script');
  });

  test('leads back to the workspace in Slack', async () => {
    expect((await openBrowser(ground.origin).get(await link())).html).toContain(`href="slack://open?team=${WORKSPACE}"`);
  });

  test.each([
    [{ app: 'A1' }, `slack://app?team=${WORKSPACE}&amp;id=A1&amp;tab=messages`],
    [{ app: 'A1', url: 'https://bluebird.slack.com/' }, `https://slack.com/app_redirect?app=A1&amp;team=${WORKSPACE}`],
    [{ url: 'https://bluebird.slack.com/' }, 'https://bluebird.slack.com/'],
  ])('leads back to the messages of Copydesk as far as Slack is known: %p', (slack, href) => {
    const page = { status: 200, title: 'Done', paragraphs: [], ways: [{ kind: 'slack' as const, workspace: WORKSPACE }] };
    expect(renderPage(page, { slack })).toContain(`href="${href}"`);
  });
});

test('a connector that is not set up says so', async () => {
  const off = await openGround('http_oauth_off', { meta: 'not set up' });
  const page = await openBrowser(off.origin).get('/oauth/meta/start?ticket=any');
  await off.end();
  expect([page.status, page.html]).toEqual([503, expect.stringContaining('is not set up on this Copydesk')]);
});

test('too many tries from one address are slowed down', async () => {
  const strict = await openGround('http_oauth_rate', { perMinute: 3 });
  const statuses: number[] = [];
  for (let turn = 0; turn < 4; turn += 1) statuses.push((await openBrowser(strict.origin).get('/oauth/meta/start?ticket=x')).status);
  await strict.end();
  expect(statuses).toEqual([400, 400, 400, 429]);
});

test('neither codes nor tokens stand in a log', async () => {
  await consent(ground, ADA, { person: 'ada' });
  expect(ground.lines.join('\n')).not.toMatch(/EAA|code=|access_token/);
});
