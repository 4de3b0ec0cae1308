import { say } from '../language/index.js';
import { MediaRefusedError, takePicture } from '../media/index.js';
import type { Content, Medium, Profile } from '../platforms/platform.js';
import { changeDraft, type DraftDeps } from './draft.js';
import { type DraftAccountsDeps, draftAccounts } from './draft-accounts.js';
import { type DraftMediaDeps, plainMedium } from './draft-media.js';
import { leftOut } from './left-out.js';
import { type PageReader, PageUnavailableError, type WebPage } from './ports.js';
import type { Draft, PagePreview } from './post.js';

/** What reading a link's page needs. */
export interface TakePreviewDeps extends DraftDeps, DraftMediaDeps, DraftAccountsDeps {
  readonly pages: PageReader;
}

/** The card of a link, as it is frozen into a content. */
export interface LinkPreview {
  readonly title: string;
  readonly description?: string;
  readonly thumbnail?: Medium;
}

/** The preview in a content, where one was prepared. */
export function linkPreviewOf({ options }: Pick<Content, 'options'>): LinkPreview | undefined {
  return options.linkPreview as LinkPreview | undefined;
}

/** Whether the page behind the draft's link is still to be read: an account would show a preview that we prepare, and nothing else is shown. */
export async function needsPreview(deps: DraftAccountsDeps, draft: Draft): Promise<boolean> {
  const { link, files, preview } = draft;
  if (link === undefined || preview?.link === link) return false;
  const accounts = await draftAccounts(deps, draft);
  return accounts.some(
    ({ id, platform }) => deps.platforms.get(platform)?.profile.link === 'prepared preview' && leftOut(draft, id).length === files.length,
  );
}

/**
 * Reads the page behind the draft's link, where that is needed, and keeps what it says about itself. A page that cannot be read, or says nothing, is
 * kept as such: it stops nothing, and is read again when the text is submitted again. Throws as {@link changeDraft}.
 */
export async function takePreview(deps: TakePreviewDeps, draft: Draft): Promise<Draft> {
  if (draft.link === undefined || !(await needsPreview(deps, draft))) return draft;
  const preview = await readPreview(deps, draft.workspace, draft.link);
  const key = { workspace: draft.workspace, draft: draft.id, person: draft.person };
  return changeDraft(deps, key, (now) => (now.link === preview.link ? { ...now, preview } : now));
}

/** The preview for one platform's options, for accounts that get no file: `{ linkPreview }`, or nothing. */
export async function previewFor(deps: DraftMediaDeps, draft: Draft, profile: Profile): Promise<{ readonly linkPreview?: LinkPreview }> {
  const { link, preview, workspace } = draft;
  if (profile.link !== 'prepared preview' || preview?.title === undefined || preview.link !== link) return {};
  const { title, description, thumbnail: asset } = preview;
  const thumbnail = asset === undefined ? undefined : await plainMedium(deps, { workspace, asset }, profile);
  return {
    linkPreview: { title, ...(description === undefined ? {} : { description }), ...(thumbnail === undefined ? {} : { thumbnail }) },
  };
}

async function readPreview(deps: TakePreviewDeps, workspace: string, link: string): Promise<PagePreview> {
  try {
    const page = await deps.pages.read(link);
    if (page.title === undefined) return { link };
    const thumbnail = await takeThumbnail(deps, workspace, page);
    return {
      link,
      title: page.title,
      ...(page.description === undefined ? {} : { description: page.description }),
      ...(thumbnail === undefined ? {} : { thumbnail }),
    };
  } catch (error) {
    if (error instanceof PageUnavailableError) return { link, failed: error.message };
    throw error;
  }
}

/** The asset of the page's picture; none where it has none that can be used. */
async function takeThumbnail(deps: TakePreviewDeps, workspace: string, { picture }: WebPage): Promise<string | undefined> {
  if (picture === undefined) return undefined;
  try {
    return (await takePicture(deps, { workspace, name: say('label.preview'), bytes: picture })).id;
  } catch (error) {
    if (error instanceof MediaRefusedError) return undefined;
    throw error;
  }
}
