import type { Account } from '../../accounts/index.js';
import { listOf, say } from '../../language/index.js';
import type { Content, Problem } from '../../platforms/platform.js';
import type { AccountOverride, Draft } from '../post.js';
import { blanksIn } from './blanks.js';
import type { Campaign, Label } from './item.js';
import type { LibraryReader } from './store.js';
import { tagLink, tagsOf, tagText, unclearLinks } from './tag-links.js';

/** What Copydesk adds to the words of a draft when content is made of it. */
export interface Additions {
  /** By account. */
  readonly signatures: ReadonlyMap<string, string>;
  /** Those that were chosen and are still there. */
  readonly labels: readonly Label[];
}

/** What people wrote for one account, or what goes out there. */
export type Words = Pick<Content, 'text' | 'link'>;

/** The words of one account as they go out, and what was added, as sentences. */
export interface Finished {
  readonly words: Words;
  readonly added: readonly string[];
}

/** Reads what would be added to a draft now. */
export async function readAdditions(
  { library }: { readonly library: LibraryReader },
  { workspace, brand, accounts, labels = [] }: Pick<Draft, 'workspace' | 'brand' | 'accounts' | 'labels'>,
): Promise<Additions> {
  const [chosen, signatures] = await Promise.all([
    labels.length === 0 ? [] : library.labels(workspace, brand, labels),
    library.signatures(workspace, accounts),
  ]);
  return { labels: chosen, signatures: new Map(signatures.map(({ account, text }) => [account, text])) };
}

/**
 * Finishes the words of one account: its signature after a blank line, unless they end with it, it is switched off, or there are no words;
 * then the campaign's tags on every link.
 */
export function withAdditions(
  additions: Additions,
  account: Pick<Account, 'id' | 'platform'>,
  { text, link }: Words,
  override?: Pick<AccountOverride, 'signature'>,
): Finished {
  const signature = override?.signature === false ? undefined : additions.signatures.get(account.id);
  const signed = signature === undefined ? text : withSignature(text, signature);
  const [label] = campaignsOf(additions);
  const tags = label === undefined ? [] : tagsOf(label.campaign, account.platform);
  const words = {
    text: tags.length === 0 ? signed : tagText(signed, tags),
    ...(link === undefined ? {} : { link: tagLink(link, tags) }),
  };
  const isTagged = words.text !== signed || words.link !== link;
  return {
    words,
    added: [
      ...(signed === text ? [] : [say('content.signatureAdded')]),
      ...(isTagged ? [say('content.linksTagged', { campaign: label?.name ?? '' })] : []),
    ],
  };
}

/** What keeps a text from going out as it is meant: blanks, two campaigns, and (a note) links without the tags of the campaign. */
export function additionProblems(additions: Additions, text: string): Problem[] {
  const campaigns = campaignsOf(additions);
  const unclear = campaigns.length === 0 ? [] : unclearLinks(text);
  return [
    ...blankProblems(text),
    ...(campaigns.length < 2 ? [] : [stop(`${twoCampaigns(campaigns)} ${say('content.chooseCampaignInText')}`)]),
    ...unclear.map(
      (link): Problem => ({
        field: 'text',
        severity: 'note',
        sentence: say('content.linkUntagged', { link }),
      }),
    ),
  ];
}

/** That a text, or a first comment, has blanks which nobody filled in. */
export function blankProblems(text: string, field: 'text' | 'comment' = 'text'): Problem[] {
  const blanks = blanksIn(text).map((name) => `{{${name}}}`);
  return blanks.length === 0 ? [] : [{ ...stop(say('content.blanks', { field, blanks: listOf(blanks) })), field }];
}

/** Why these labels cannot be chosen together; undefined where they can. */
export function labelProblem(additions: Pick<Additions, 'labels'>): string | undefined {
  const campaigns = campaignsOf(additions);
  return campaigns.length < 2 ? undefined : `${twoCampaigns(campaigns)} ${say('content.chooseCampaign')}`;
}

function withSignature(text: string, signature: string): string {
  const words = text.trimEnd();
  return words === '' || words.endsWith(signature) ? text : `${words}\n\n${signature}`;
}

function campaignsOf({ labels }: Pick<Additions, 'labels'>): (Label & { readonly campaign: Campaign })[] {
  return labels.flatMap((label) => (label.campaign === undefined ? [] : [{ ...label, campaign: label.campaign }]));
}

function twoCampaigns(campaigns: readonly Label[]): string {
  return say('content.twoCampaigns', { campaigns: listOf(campaigns.map(({ name }) => name)) });
}

function stop(sentence: string): Problem {
  return { field: 'text', severity: 'stops', sentence };
}
