import { createBrowser } from '../../src/playground/browser.js';
import type { Playground } from '../../src/playground/playground.js';
import { hasAction, linkIn, type Work } from '../../src/playground/work.js';

/** Connects everything that Ada, or someone else, has at LinkedIn or X, as the admin does it in Slack and in a browser. */
export async function connectFamily(
  playground: Pick<Playground, 'slack' | 'linkedin' | 'x'>,
  work: Work,
  family: 'linkedin' | 'x',
  person = 'ada',
): Promise<void> {
  const { slack } = playground;
  const admin = slack.people.admin.id;
  const before = slack.ephemerals(admin).length;
  await slack.as(admin).command('/connect');
  const link = await work.until('The link', () => linkIn(slack.ephemerals(admin).slice(before).at(-1), `/oauth/${family}/start`));
  const browser = createBrowser();
  const dialog = await browser.submit(await browser.get(link));
  const told = slack.directMessages(admin).length;
  await browser.get(await playground[family].consent(dialog.location ?? '', { person, action: 'accept' }));
  const message = await work.until('The question which accounts', () =>
    slack
      .directMessages(admin)
      .slice(told)
      .find(({ blocks }) => hasAction(blocks, 'accounts_choose_pages')),
  );
  await slack.as(admin).click({ message }, 'accounts_choose_pages');
  const view = await work.until('The accounts', () => {
    const open = slack.as(admin).view();
    return open?.callbackId === 'accounts_choose_pages' ? open : undefined;
  });
  for (const block of view.blocks) {
    const { element, block_id: id } = block as { element?: { options?: { value: string }[] }; block_id?: string };
    if (element?.options !== undefined) slack.as(admin).fill({ [String(id)]: element.options.map(({ value }) => value) });
  }
  await work.submit(admin);
  await work.until(
    'The accounts being connected',
    () => slack.as(admin).view() === undefined || slack.as(admin).view()?.callbackId === 'notice',
  );
  if (slack.as(admin).view() !== undefined) await slack.as(admin).closeView();
}
