import type { Browser, BrowserContext, Locator, Page as Tab } from 'playwright-core';

/** One browser window as one person of the playground: what they see, in the words on the screen. */
export interface Window {
  readonly tab: Tab;
  /** The dialog that is open. */
  readonly modal: Locator;
  /** Goes to a place: `slack/social-review`, `facebook`. */
  go(place: string): Promise<void>;
  /** Types into the message box and sends it, once no modal is open. */
  say(text: string): Promise<void>;
  /** The newest message in sight that has these words. */
  message(words: string): Locator;
  /** Presses a button, in the modal when one is open. */
  press(name: string, within?: Locator): Promise<void>;
  /** Chooses options by their words in a select of the modal. */
  choose(label: string, ...options: readonly string[]): Promise<void>;
  fill(label: string, text: string): Promise<void>;
  attach(label: string, ...files: readonly PictureFile[]): Promise<void>;
  close(): Promise<void>;
}

/** A file to hand over. */
export interface PictureFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** How a window looks. */
export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly scale?: number;
  /** Where the tour stands; finished when absent. */
  readonly tour?: number;
}

/** Opens a window of its own, with its own cookies, as this person. Fails the first test that meets an error of the page's script. */
export async function openWindow(browser: Browser, url: string, person: string, look: Look = {}): Promise<Window> {
  const context: BrowserContext = await browser.newContext({
    viewport: { width: look.width ?? 1280, height: look.height ?? 860 },
    deviceScaleFactor: look.scale ?? 1,
    colorScheme: look.dark === true ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(20_000);
  const tab = await context.newPage();
  await tab.addInitScript(`localStorage.setItem('tour', '${look.tour ?? 5}')`);
  await tab.goto(`${url}/${person}/slack/social-review`);
  const modal = tab.locator('dialog[open]').last();
  const field = (label: string) => modal.getByLabel(label, { exact: false }).first();
  return {
    tab,
    modal,
    go: async (place) => void (await tab.goto(`${url}/${person}/${place}`)),
    say: async (text) => {
      await modal.waitFor({ state: 'hidden' });
      const box = tab.getByRole('textbox', { name: /^Message/ }).first();
      await box.fill(text);
      await box.press('Escape');
      await box.press('Enter');
    },
    message: (words) => tab.locator('article.message', { hasText: words }).last(),
    press: async (name, within = modal) => within.getByRole('button', { name, exact: true }).click(),
    choose: async (label, ...options) => {
      const box = modal.getByRole('combobox', { name: label }).first();
      await box.click();
      for (const option of options) {
        await box.fill(option);
        await tab.getByRole('option', { name: option }).first().click();
      }
      if ((await box.getAttribute('aria-expanded')) === 'true') await box.press('Escape');
    },
    fill: async (label, text) => field(label).fill(text),
    attach: async (label, ...files) => {
      await modal
        .getByRole('group', { name: label })
        .locator('input[type=file]')
        .setInputFiles([...files]);
      await modal.getByRole('button', { name: `Remove ${files.at(-1)?.name}` }).waitFor();
    },
    close: () => context.close(),
  };
}
