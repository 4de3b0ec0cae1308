import { setTimeout as sleep } from 'node:timers/promises';
import { createBrowser } from './browser.js';
import type { Playground } from './playground.js';
import type { Delivery, Json, SlackPerson, StoredMessage } from './slack/types.js';

/** What people do in a playground, over the wire and in the order a person would. Each throws with what was on the screen when it cannot be done. */
export interface Work {
  /** Chooses the review channel, and whether authors may approve their own posts. */
  setUp(person: string, options?: { readonly authorsMayApprove?: boolean; readonly zone?: string }): Promise<void>;
  /** Runs `/connect`, gives Meta (or another family) consent as `platformPerson`, and chooses accounts by name. */
  connect(person: string, platformPerson: string, names: readonly string[], family?: Family): Promise<void>;
  /** Runs `/connect` and resolves to the link behind a family's button. */
  connectLink(person: string, family?: Family): Promise<string>;
  /** As `connect`, from a link that this person was given. */
  connectBy(person: string, link: string, platformPerson: string, names: readonly string[], family?: Family): Promise<void>;
  /** Opens the first screen with `/publish` and fills it in. */
  write(person: string, post: PostInput): Promise<void>;
  /** Writes a post up to the Check screen. */
  compose(person: string, post: PostInput): Promise<void>;
  /** On the Check screen, gives one account (by its platform or name) a text of its own, and of the files only these, by id. */
  customise(person: string, account: string, text: string, files?: readonly string[]): Promise<void>;
  /** Gives every picture on the Check screen an alt text: these in order, then `Picture 2` and so on. Resolves to how many there are. */
  describe(person: string, altTexts?: readonly string[]): number;
  /** Submits the top modal; throws when it was not taken. */
  submit(person: string): Promise<Delivery>;
  /** Gives every picture on the Check screen an alt text and sends the post for review; resolves to its card. */
  sendForReview(person: string, altTexts?: readonly string[]): Promise<StoredMessage>;
  /** Turns a message into a post: fills in what is given, and leaves the form to be submitted. */
  turnIntoPost(person: string, message: { readonly channel: string; readonly ts: string }, post: Partial<PostInput>): Promise<void>;
  /** Presses Edit on a card and brings other words (or pictures) up to the Check screen. */
  edit(person: string, card: StoredMessage, post: Partial<PostInput>): Promise<void>;
  /** The newest card in the review channel. */
  card(): StoredMessage | undefined;
  click(
    person: string,
    message: StoredMessage,
    action: string,
    choice?: { readonly value?: string; readonly index?: number },
  ): Promise<Delivery>;
  /** Waits until `look` gives something. */
  until<T>(what: string, look: () => T | undefined | false, withinMs?: number): Promise<T>;
}

/** A family of platforms that a playground has. */
export type Family = 'meta' | 'linkedin' | 'x';

/** A post as a person types it: accounts by name or username, or as `X: name` where platforms share one; files by id. */
export interface PostInput {
  readonly text: string;
  readonly accounts: readonly string[];
  readonly files?: readonly string[];
  readonly link?: string;
  readonly note?: string;
}

/** People at work in this playground. */
export function createWork(playground: Pick<Playground, 'slack' | Family>): Work {
  const { slack } = playground;
  const as = (person: string): SlackPerson => slack.as(person);
  const { review } = slack.channels;
  const cards = () =>
    slack.messages(review).filter(({ user, threadTs, blocks }) => user === slack.bot.userId && threadTs === undefined && isCard(blocks));

  const fill = (person: string, values: Record<string, string | string[] | null>) => as(person).fill(values);

  const fillPost = (person: string, blocks: readonly Json[], post: Partial<PostInput>) => {
    const offered = optionsOf(blocks, 'compose_accounts');
    const chosen = post.accounts?.map(
      (name) =>
        offered.find(({ text }) => text.includes(name))?.value ?? `no account ${name} among ${offered.map(({ text }) => text).join(', ')}`,
    );
    fill(person, {
      ...(chosen === undefined ? {} : { compose_accounts: chosen }),
      ...(post.text === undefined ? {} : { 'compose_text:0': post.text }),
      ...(post.link === undefined ? {} : { compose_link: post.link }),
      ...(post.note === undefined ? {} : { compose_note: post.note }),
      ...(post.files === undefined ? {} : { compose_files: [...post.files] }),
    });
  };

  /** The blocks of the first screen, once one is open that was not before. */
  const writeScreen = async (person: string, before: string | undefined): Promise<readonly Json[]> => {
    const open = () => as(person).view();
    const view = await work.until('The compose modal', () =>
      open()?.callbackId === 'compose_write' && open()?.id !== before ? open() : undefined,
    );
    return view.blocks;
  };

  const work: Work = {
    until: async (what, look, withinMs = 20_000) => {
      const end = performance.now() + withinMs;
      for (;;) {
        const found = look();
        if (found !== undefined && found !== false) return found;
        if (performance.now() > end) throw new Error(`${what} did not happen within ${withinMs} ms.`);
        await sleep(25);
      }
    },
    setUp: async (person, options = {}) => {
      await as(person).command('/publish', 'settings');
      await work.until('The settings', () => as(person).view()?.callbackId === 'settings');
      await as(person).suggest('settings_zone', options.zone ?? 'Europe/Berlin');
      fill(person, {
        settings_review_channel: review,
        settings_zone: options.zone ?? 'Europe/Berlin',
        settings_authors_may_approve: options.authorsMayApprove === true ? ['yes'] : [],
      });
      await work.submit(person);
    },
    connect: async (person, platformPerson, names, family) =>
      work.connectBy(person, await work.connectLink(person, family), platformPerson, names, family),
    connectLink: async (person, family = 'meta') => {
      const before = slack.ephemerals(person).length;
      await as(person).command('/connect');
      return work.until('The link to connect', () => linkIn(slack.ephemerals(person).slice(before).at(-1), `/oauth/${family}/start`));
    },
    connectBy: async (person, link, platformPerson, names, family = 'meta') => {
      const browser = createBrowser();
      const dialog = await browser.submit(await browser.get(link));
      if (dialog.location === undefined) throw new Error(`The link did not lead to the platform: ${dialog.status} ${dialog.html}`);
      const told = slack.directMessages(person).length;
      const back = await browser.get(await playground[family].consent(dialog.location, { person: platformPerson, action: 'accept' }));
      if (back.status !== 200) throw new Error(`The consent was not taken: ${back.status} ${back.html}`);
      const message = await work.until('The question which Pages', () =>
        slack
          .directMessages(person)
          .slice(told)
          .find((each) => hasAction(each.blocks, 'accounts_choose_pages')),
      );
      await as(person).click({ message }, 'accounts_choose_pages');
      const view = await work.until('The Pages', () =>
        as(person).view()?.callbackId === 'accounts_choose_pages' ? as(person).view() : undefined,
      );
      for (const [action, values] of chosenPages(view.blocks, names)) fill(person, { [action]: values });
      await work.submit(person);
      await work.until('The Pages being connected', () => as(person).view() === undefined || as(person).view()?.callbackId === 'notice');
      if (as(person).view() !== undefined) await as(person).closeView();
    },
    write: async (person, post) => {
      const before = as(person).view()?.id;
      await as(person).command('/publish');
      fillPost(person, await writeScreen(person, before), post);
    },
    compose: async (person, post) => {
      await work.write(person, post);
      await work.submit(person);
      await work.until('The check', () => as(person).view()?.callbackId === 'compose_check');
    },
    customise: async (person, account, text, files) => {
      const before = as(person).view()?.privateMetadata;
      const button = elements(as(person).view()?.blocks ?? []).find(
        (each) => each.action_id === 'compose_customise' && JSON.stringify(each).includes(account),
      );
      if (button === undefined) throw new Error(`There is no account ${account} to customise.`);
      await as(person).click('view', 'compose_customise', { value: String(button.value) });
      await work.until('The screen for one account', () => as(person).view()?.callbackId === 'compose_customise');
      fill(person, { 'compose_text:0': text, ...(files === undefined ? {} : { compose_account_files: [...files] }) });
      await work.submit(person);
      await work.until('The check with the own text', () => {
        const view = as(person).view();
        return view?.callbackId === 'compose_check' && view.privateMetadata !== before;
      });
    },
    describe: (person, altTexts = []) => {
      const inputs = new Set((as(person).view()?.blocks ?? []).flatMap(actionIds).filter((id) => id.startsWith('compose_alt_text:')));
      for (const [index, id] of [...inputs].entries()) fill(person, { [id]: altTexts[index] ?? `Picture ${index + 1}` });
      return inputs.size;
    },
    submit: async (person) => {
      const delivery = await as(person).submit();
      const errors = Object.values(as(person).view()?.errors ?? {});
      if (delivery.status !== 200 || errors.length > 0)
        throw new Error(`The form was not taken: ${errors.join(' ')} ${JSON.stringify(delivery.answer)}`);
      return delivery;
    },
    sendForReview: async (person, altTexts = []) => {
      const before = cards().length;
      const pictures = work.describe(person, altTexts);
      await work.submit(person);
      const card = await work.until('The review card', () => (cards().length > before ? cards().at(-1) : undefined));
      return work.until('The pictures on the card', () => {
        const now = slack.messages(review).find(({ ts }) => ts === card.ts);
        return (now?.blocks ?? []).filter(({ type }) => type === 'image').length >= pictures ? now : undefined;
      });
    },
    turnIntoPost: async (person, { channel, ts }, post) => {
      const before = as(person).view()?.id;
      await as(person).messageShortcut('turn_into_social_post', channel, ts);
      fillPost(person, await writeScreen(person, before), post);
    },
    edit: async (person, card, post) => {
      const before = as(person).view()?.id;
      await as(person).click({ message: card }, 'review_edit');
      fillPost(person, await writeScreen(person, before), post);
      await work.submit(person);
      await work.until('The check', () => as(person).view()?.callbackId === 'compose_check');
    },
    card: () => cards().at(-1),
    click: (person, message, action, choice) => as(person).click({ message }, action, choice),
  };
  return work;
}

/** All text a message or view shows, for reading what a person reads. */
export function words(blocks: readonly Json[]): string {
  return JSON.stringify(blocks);
}

/** Whether blocks hold an element with this action. */
export function hasAction(blocks: readonly Json[], action: string): boolean {
  return blocks.some((block) => actionIds(block).includes(action));
}

function isCard(blocks: readonly Json[]): boolean {
  return hasAction(blocks, 'review_edit');
}

function actionIds(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(actionIds);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'action_id' in value && typeof value.action_id === 'string' ? [value.action_id] : [];
  return [...own, ...Object.values(value).flatMap(actionIds)];
}

/** The first link in a message whose address holds `path`. */
export function linkIn(shown: { readonly blocks: readonly Json[] } | undefined, path: string): string | undefined {
  return elements(shown?.blocks ?? [])
    .map((each) => each.url)
    .find((url): url is string => typeof url === 'string' && url.includes(path));
}

function optionsOf(blocks: readonly Json[], action: string): { readonly text: string; readonly value: string }[] {
  const found = elements(blocks.filter((block) => actionIds(block).includes(action)));
  const groups = found.filter((each) => Array.isArray(each.options) && typeof each.label === 'object');
  return found
    .filter((each) => typeof each.value === 'string' && typeof each.text === 'object')
    .map((each) => {
      const group = groups.find(({ options }) => Array.isArray(options) && options.includes(each));
      return { text: `${plainText(group?.label)}: ${plainText(each.text)} ${plainText(each.description)}`, value: String(each.value) };
    });
}

function plainText(object: unknown): string {
  return typeof object === 'object' && object !== null && 'text' in object ? String(object.text) : '';
}

/** The boxes to tick for the named Pages, by their element. */
function chosenPages(blocks: readonly Json[], pages: readonly string[]): [string, string[]][] {
  return blocks.flatMap((block): [string, string[]][] => {
    const [action] = actionIds(block);
    if (action === undefined) return [];
    const values = optionsOf([block], action).filter(({ text }) => pages.some((name) => text.includes(name)));
    const id = typeof block.block_id === 'string' ? block.block_id : action;
    return action.startsWith('accounts_pages') ? [[id, values.map(({ value }) => value)]] : [];
  });
}

function elements(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(elements);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Json, ...Object.values(value).flatMap(elements)];
}
