import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { examplePicture } from '../pictures.js';
import { startPlayground } from '../playground.js';
import { createWork } from '../work.js';
import { startChromium } from './browser/chromium.js';
import { openWindow, type Window } from './browser/window.js';
import { startFilm } from './film.js';
import { startPage } from './index.js';
import { checkout } from './manifest.js';

/** `npm run screenshots`: plays the main path in a real browser and draws the README's pictures into `docs/pictures`, light and at twice the size. */
const folder = join(checkout(), 'docs', 'pictures');
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const playground = await startPlayground({ say });
const page = await startPage({ playground, port: 0, say });
const browser = await startChromium();
try {
  await mkdir(folder, { recursive: true });
  await drawAll();
} finally {
  await browser.close();
  await page.close();
  await playground.close();
}

async function drawAll(): Promise<void> {
  const look = { width: 1120, height: 860, scale: 2 };
  const open = (person: string) => openWindow(browser, page.url, person, look);
  const [dana, ana, ben] = [await open('dana'), await open('ana'), await open('ben')];
  const film = startFilm();

  await dana.say('/publish settings');
  await dana.choose('Review channel', '#social-review');
  await picture('settings', dana.modal);
  await film.frame(dana.tab, 2000);
  await dana.press('Save');
  await dana.say('/connect');
  const connect = dana.message('Accounts of').getByRole('link', { name: 'Connect' }).first();
  await connect.waitFor();
  await film.frame(dana.tab, 2000);
  const opened = dana.tab.context().waitForEvent('page');
  await connect.click();
  const consent = await opened;
  await consent.getByRole('button', { name: 'Continue' }).click();
  await consent.getByRole('link', { name: 'Continue as Ada Marsh' }).click();
  await film.frame(consent, 2000);
  await consent.getByRole('button', { name: 'Save' }).click();
  await consent.getByText('choose your Pages').waitFor();
  await dana.go('slack/copydesk/messages');
  await dana.press('Choose Pages', dana.message('Choose'));
  await dana.modal.getByRole('checkbox', { name: /Bluebird Coffee/ }).check();
  await dana.modal.getByRole('checkbox', { name: /Bluebird Bakery/ }).check();
  await picture('choose-pages', dana.modal);
  await film.frame(dana.tab, 2000);
  await dana.press('Connect');
  await dana.modal.getByText('connected').first().waitFor();
  await film.frame(dana.tab, 2000);

  await write(ana, film);
  await decide(ana, ben, film);
  await drawBeside(dana, ben);
  await film.save(join(folder, 'main-path.webp'));
  say(`Drawn: ${join(folder, 'main-path.webp')}`);
}

async function write(ana: Window, film: Awaited<ReturnType<typeof startFilm>>): Promise<void> {
  await ana.say('/publish');
  await ana.choose('Accounts', 'Bluebird Coffee', 'bluebird.coffee');
  await ana.fill('Text', 'The terrace is open again. First coffee is on us until Friday. #bluebird');
  const bytes = await examplePicture({ width: 1080, height: 1080, format: 'jpeg', hue: 200 });
  await ana.attach('Files', { name: 'terrace.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) });
  await picture('compose', ana.modal);
  await film.frame(ana.tab, 3000);
  await ana.press('Check');
  await ana.modal.getByRole('textbox', { name: 'Alt text of picture 1' }).fill('Chairs and tables on a terrace in the morning sun');
  await ana.tab.evaluate("document.querySelector('.modal-body').scrollTo(0, 0)");
  await picture('check', ana.modal);
  await film.frame(ana.tab, 3000);
  await ana.press('Send for review');
  await ana.modal.getByText('for review').waitFor();
  await ana.press('Close', ana.modal.locator('footer'));
}

async function decide(ana: Window, ben: Window, film: Awaited<ReturnType<typeof startFilm>>): Promise<void> {
  const card = ben.message('The terrace is open');
  await card.locator('img').first().waitFor();
  await sleep(500);
  await picture('review-card', card);
  await film.frame(ben.tab, 3000);
  await ben.press('Request changes to this post', card);
  await ben.choose('What is it about?', 'Claim');
  await ben.fill('Comment', 'Until which Friday? Say the date, please.');
  await picture('request-changes', ben.modal);
  await ben.press('Cancel');
  await ben.press('Approve this post', card);
  await film.frame(ben.tab, 2000);
  await ben.press('Approve');
  await card.getByRole('link', { name: 'open it' }).nth(1).waitFor();
  await sleep(500);
  await picture('results', card);
  await film.frame(ben.tab, 3000);
  await ana.go('facebook/bluebirdcoffee');
  await ana.tab.getByText('The terrace is open').waitFor();
  await film.frame(ana.tab, 3000);
  await ana.go('instagram/bluebird.coffee');
  await ana.tab.getByText('The terrace is open').waitFor();
  await film.frame(ana.tab, 3000);
}

/** What is not on the main path: what an edit changed, Home, and how long the access to each account lasts. */
async function drawBeside(dana: Window, ben: Window): Promise<void> {
  const work = createWork(playground);
  const { author, approver, admin } = playground.slack.people;
  const closeAll = async (person: string) => {
    while (playground.slack.as(person).view() !== undefined) await playground.slack.as(person).closeView();
  };
  for (const family of ['linkedin', 'x'] as const) await work.connect(admin.id, 'ada', ['Ada Marsh', 'Bluebird Coffee'], family);
  for (const person of [author, approver, admin]) await closeAll(person.id);
  await ben.tab.goto(`${page.url}/moment/changed`);
  await ben.press('See changes of this post', ben.message('Coffee roasted this morning'));
  await ben.modal.locator('img').first().waitFor();
  await picture('changes', ben.modal);
  await closeAll(approver.id);
  await work.compose(author.id, {
    text: 'Live music on Saturday, from seven. #bluebird',
    accounts: ['LinkedIn: Bluebird Coffee', 'X: Bluebird Coffee'],
  });
  await work.sendForReview(author.id);
  await closeAll(author.id);
  // In windows that hold all of it: what is scrolled out of sight is not drawn.
  await ben.tab.setViewportSize({ width: 1120, height: 900 });
  await dana.tab.setViewportSize({ width: 1120, height: 1500 });
  await ben.go('slack/copydesk/home');
  const home = ben.tab.locator('.home');
  await home.getByText('Live music on Saturday').first().waitFor();
  await picture('home', home);
  playground.moveClock(50 * 24 * 3_600_000);
  await dana.go('slack/social-review');
  await dana.say('/connect');
  const accounts = dana.message('Accounts of');
  await accounts.getByText('Ada Marsh').first().waitFor();
  await picture('token-health', accounts);
}

async function picture(name: string, of: Locator): Promise<void> {
  await of.page().evaluate('document.activeElement.blur()');
  await of.page().mouse.move(0, 0);
  await sleep(300);
  await of.screenshot({ path: join(folder, `${name}.png`) });
  say(`Drawn: ${join(folder, `${name}.png`)}`);
}
