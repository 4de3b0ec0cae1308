import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { effectsOf } from '../../src/playground/slack/index.js';
import { connectFamily } from '../support/connect-family.js';
import { hostileLine, hostileLines } from '../support/hostile.js';
import { type Journey, startJourney, textOf } from '../support/journey.js';
import { everythingShown } from '../support/shown.js';

let journey: Journey;
let server: Server;
let page: string;
/** Mentioned by hostile words alone, so whoever pings this person has let them through. */
let bystander: string;

beforeAll(async () => {
  server = createServer((_request, response) => {
    const title = hostileLine(bystander, 180).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
    response.setHeader('content-type', 'text/html; charset=utf-8').end(`<meta property="og:title" content="${title}">`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  page = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a?b=<c>&d='e'`;
  journey = await startJourney('hostile text', { overrides: { allowLoopback: true } });
  const { work, people, meta, slack } = journey;
  bystander = people.owner.id;
  for (const { id, name } of meta.pages('ada'))
    meta.renamePage(id, `${name} <!channel> <https://evil.example|Page> *P* <@${bystander}> \u202E`);
  slack.change(people.author.id, { displayName: `Ana <!here> <https://evil.example|Ana> <@${bystander}> \u202E` });
  await work.setUp(people.admin.id);
  await work.connect(people.admin.id, 'ada', ['Bluebird Coffee']);
  await connectFamily(journey, work, 'linkedin');
  await connectFamily(journey, work, 'x');
}, 60_000);

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await journey.close();
});

test('hostile words in every field reach each platform to the letter, and in Slack they only stand there', async () => {
  const { work, people, slack, linkedin } = journey;
  const { author, approver, admin } = people;
  const line = hostileLine(bystander);
  const text = hostileLines(bystander).join('\n');
  const own = `Own\n${text}`;
  await policyOfOneStep(`Step ${hostileLine(bystander, 35)}`);

  const file = await slack
    .as(author.id)
    .upload(`a <!channel> <https://evil.example|b> \u202E.jpg`, slack.file(await journey.picture(author.id))?.bytes ?? new Uint8Array());
  await work.write(author.id, { text, accounts: [], files: [file], note: `Note\n${text}` });
  slack.as(author.id).fill({ compose_accounts: ['Facebook', 'Instagram', 'LinkedIn'].map(accountOf) });
  await work.submit(author.id);
  await work.until('The check', () => slack.as(author.id).view()?.callbackId === 'compose_check');
  await work.customise(author.id, 'LinkedIn', own);
  const card = await work.sendForReview(author.id, [`Alt ${line.slice(0, 800)}`]);
  await journey.openReason(approver.id, card, 'review_request_changes', { reason: 'other', comment: `Comment\n${text}` });
  await work.submit(approver.id);
  await journey.shows(card, 'Changes requested');
  await work.edit(author.id, card, { text: `Again\n${text}` });
  await work.submit(author.id);
  await journey.shows(card, 'Changed post for review');
  await lookAround(card);
  await journey.approve(card);
  await work.until('Three posts', () => journey.meta.ledger.length + linkedin.ledger.length === 3, 30_000);
  await journey.shows(card, 'Published');
  await lookAround(card);

  expect(journey.meta.ledger.map((entry) => entry.text)).toEqual([`Again\n${text}`, `Again\n${text}`]);
  expect(linkedin.ledger.map((entry) => entry.text)).toEqual([own]);
  expect(journey.meta.ledger.flatMap(({ media }) => media.map(({ altText }) => altText))).toContain(`Alt ${line.slice(0, 800)}`);

  /** Opens everything there is about a post, as an approver and as an admin. */
  async function lookAround(about: typeof card): Promise<void> {
    const hands = slack.as(approver.id);
    await hands.openHome();
    await slack.as(author.id).openHome();
    for (const words of ['queue', 'status', 'drafts', 'help']) await hands.command('/publish', words);
    await slack.as(admin.id).command('/connect');
    await slack.as(admin.id).command('/publish', 'settings');
    await work.until('The settings', () => slack.as(admin.id).view()?.callbackId === 'settings');
    for (const action of ['review_read_all', 'review_see_changes']) {
      if (JSON.stringify(journey.now(about).blocks).includes(action)) await hands.click({ message: journey.now(about) }, action);
    }
  }
});

test('X, which composes characters and refuses a byte order mark, gets the rest to the letter', async () => {
  const { work, people, slack, x } = journey;
  const words = hostileLines(bystander).filter((each) => !each.includes('\ufeff') && each.length < 100);
  const text = words.join('\n');
  await work.write(people.author.id, { text: `\ufeff${text}`, accounts: [] });
  slack.as(people.author.id).fill({ compose_accounts: [accountOf('X')] });
  await slack.as(people.author.id).submit();
  expect(Object.values(slack.as(people.author.id).view()?.errors ?? {}).join()).toContain('invisible character that X refuses');
  slack.as(people.author.id).fill({ 'compose_text:0': text });
  await work.submit(people.author.id);
  await work.until('The check', () => slack.as(people.author.id).view()?.callbackId === 'compose_check');
  const card = await work.sendForReview(people.author.id);
  await journey.approve(card);
  await journey.shows(card, 'Published');
  expect(x.ledger.map((entry) => entry.text).join('\n')).toBe(text.normalize('NFC'));
});

test('what the page of a link says about itself is shown as hostile as it is, and no more', async () => {
  const { work, people, linkedin } = journey;
  await work.write(people.author.id, { text: 'Look at this', accounts: [], link: page });
  journey.slack.as(people.author.id).fill({ compose_accounts: [accountOf('LinkedIn')] });
  await work.submit(people.author.id);
  await work.until('The check', () => journey.slack.as(people.author.id).view()?.callbackId === 'compose_check');
  const card = await work.sendForReview(people.author.id);
  await journey.approve(card);
  const live = await work.until('The post', () => linkedin.ledger.find(({ text }) => text === 'Look at this'));
  expect(live).toMatchObject({ link: page, article: { title: hostileLine(bystander, 180).replaceAll(/\s+/g, ' ').trim() } });
});

test('nothing that was shown pings the bystander or a whole channel, and no typed link hides where it leads', () => {
  const shown = everythingShown(journey.slack);
  const effects = shown.map((each) => ({ ...effectsOf(each), where: each.where, said: each }));
  expect(shown.length).toBeGreaterThan(30);
  expect(
    effects
      .filter(({ pings }) => pings.some((ping) => ping === `@${bystander}` || !/^@U/.test(ping)))
      .map(({ where, pings, said }) => ({ where, pings, said })),
  ).toEqual([]);
  expect(
    effects.filter(({ links }) => links.some(({ url }) => url.includes('evil.example'))).map(({ where, said }) => ({ where, said })),
  ).toEqual([]);
  expect(shown.filter(({ privateMetadata = '' }) => /evil|W{20}/.test(privateMetadata))).toEqual([]);
  expect(journey.slack.deliveries.flatMap(({ refused }) => refused ?? [])).toEqual([]);
  expect(
    journey.slack.calls
      .filter(({ answer }) => JSON.stringify(answer).includes('"ok":false'))
      .map(({ method, answer }) => ({ method, answer })),
  ).toEqual([]);
});

test('half a character is made whole before anybody approves it, and control characters stay', async () => {
  const card = await journey.review({ text: 'Half \ud83d a face, a \u0000 and a \u001b[31m', accounts: ['Bluebird Coffee'] });
  await journey.approve(card);
  await journey.shows(card, 'Published');
  expect(journey.meta.ledger.find(({ text }) => text.startsWith('Half'))?.text).toBe('Half \ufffd a face, a \u0000 and a \u001b[31m');
});

test('63,206 characters go to Facebook to the letter, by the command and in parts', async () => {
  const { work, people, slack } = journey;
  const { author } = people;
  const lines = hostileLines(bystander);
  let text = 'Long.';
  for (let count = 0; text.length < 63_000; count += 1) text += `${count % 7 === 0 ? '\n\n' : ' '}${lines[count % lines.length]}.`;
  text = text
    .slice(0, 63_100)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
  const before = slack.as(author.id).view()?.id;
  await slack.as(author.id).command('/publish', text);
  const form = await work.until('The form in parts', () => {
    const open = slack.as(author.id).view();
    return open?.callbackId === 'compose_write' && open.id !== before ? open : undefined;
  });
  expect(JSON.stringify(form.blocks)).toContain('compose_text:20');
  slack.as(author.id).fill({ compose_accounts: [accountOf('Facebook')] });
  await work.submit(author.id);
  await work.until('The check', () => slack.as(author.id).view()?.callbackId === 'compose_check');
  const card = await work.sendForReview(author.id);
  await journey.approve(card);
  await journey.shows(card, 'Published');
  expect(journey.meta.ledger.at(-1)?.text === text).toBe(true);
});

/** An account of the platform among those that the open form offers. */
function accountOf(platform: string): string {
  const blocks = journey.slack.as(journey.people.author.id).view()?.blocks ?? [];
  const groups = blocks.flatMap((block) => (block as { element?: { option_groups?: Group[] } }).element?.option_groups ?? []);
  const group = groups.find(({ label }) => label.text === platform);
  return group?.options[0]?.value ?? `no account of ${platform}`;
}

interface Group {
  label: { text: string };
  options: { value: string }[];
}

async function policyOfOneStep(name: string): Promise<void> {
  const { people, slack, work } = journey;
  const hands = slack.as(people.admin.id);
  await hands.command('/publish', 'settings');
  await work.until('The settings', () => hands.view()?.callbackId === 'settings');
  await hands.click('view', 'settings_policy');
  await work.until('The policy', () => hands.view()?.callbackId === 'settings_policy');
  await hands.click('view', 'settings_edit_step');
  await work.until('The step', () => hands.view()?.callbackId === 'settings_policy_step');
  hands.fill({ settings_step_name: name, 'settings_role_people:step': [people.approver.id], settings_step_approvers: [] });
  await work.submit(people.admin.id);
  await work.until('The policy again', () => hands.view()?.callbackId === 'settings_policy' && textOf(hands.view()).includes('Step'));
  await hands.closeView();
  await hands.closeView();
}
