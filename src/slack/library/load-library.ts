import type { ModalView } from '@slack/types';
import { say } from '../../language/index.js';
import { never } from '../../lib/never.js';
import { authorize, holderOf } from '../../workspaces/index.js';
import { type AccountChoice, accountChoices, type ChoiceGroup, matchingChoices } from '../compose/account-choices.js';
import type { ListenerContext } from '../listener.js';
import { accountLabel } from '../results/card-state.js';
import type { LibraryFaceDeps } from './deps.js';
import { labelView, signatureView, snippetView, templateView } from './item-views.js';
import { type LibraryRow, libraryView } from './library-view.js';
import type { LibraryMetadata, Shelf } from './metadata.js';

/** One shelf of a brand (the first of theirs where none is named that they may keep). Throws `NotAllowedError`. */
export async function loadLibrary(
  deps: LibraryFaceDeps,
  context: ListenerContext,
  { brand: wanted, shelf, mark }: { readonly brand?: string; readonly shelf: Shelf; readonly mark?: string },
): Promise<ModalView> {
  const workspace = context.workspace.id;
  const { brands } = await holderOf(deps, { workspace, person: context.userId, right: 'curate' });
  const brand = brands.find(({ id }) => id === wanted) ?? brands[0];
  return libraryView({
    brand: brand.id,
    brands: brands.map(({ id, name }) => ({ id, name })),
    shelf,
    rows: await rowsOf(deps, workspace, brand.id, shelf),
    ...(mark === undefined ? {} : { mark }),
  });
}

/** The modal in which one thing is filled in; undefined where it is gone. Throws `NotAllowedError`. */
export async function loadItem(deps: LibraryFaceDeps, context: ListenerContext, about: LibraryMetadata): Promise<ModalView | undefined> {
  const workspace = context.workspace.id;
  const { brand, shelf, id } = about;
  await authorize(deps, { workspace, brand, person: context.userId, right: 'curate' });
  if (shelf === 'signature') return loadSignature(deps, workspace, about);
  const item = id === undefined ? undefined : (await deps.library.items(workspace, brand, shelf)).find((each) => each.id === id);
  if (id !== undefined && item === undefined) return undefined;
  switch (shelf) {
    case 'template':
      return templateView(about, item?.kind === 'template' ? item : undefined, {
        accounts: matchingChoices(await choicesOf(deps, workspace, brand), ''),
        labels: await deps.library.items(workspace, brand, 'label'),
      });
    case 'snippet':
      return snippetView(about, item?.kind === 'snippet' ? item : undefined);
    case 'label':
      return labelView(
        about,
        item?.kind === 'label' ? item : undefined,
        [...deps.platforms.values()].map((platform) => ({ id: platform.id, name: platform.profile.name })),
      );
    default:
      return never(shelf);
  }
}

/** A brand's accounts whose name holds these words, a hundred at most, by platform. */
export async function findAccounts(deps: LibraryFaceDeps, workspace: string, brand: string, words: string): Promise<ChoiceGroup[]> {
  return matchingChoices(await choicesOf(deps, workspace, brand), words);
}

async function loadSignature(deps: LibraryFaceDeps, workspace: string, about: LibraryMetadata): Promise<ModalView | undefined> {
  const [account] = await deps.accounts.accountsById(workspace, [about.account ?? '']);
  if (account?.brand !== about.brand) return undefined;
  const [signature] = await deps.library.signatures(workspace, [account.id]);
  const platformName = deps.platforms.get(account.platform)?.profile.name ?? account.platform;
  return signatureView(about, accountLabel({ platformName, name: account.name }), signature?.text);
}

async function rowsOf(deps: LibraryFaceDeps, workspace: string, brand: string, shelf: Shelf): Promise<LibraryRow[]> {
  switch (shelf) {
    case 'template':
    case 'snippet':
      return (await deps.library.items(workspace, brand, shelf)).map(({ id, name, text }) => ({ id, name, detail: text }));
    case 'label':
      return (await deps.library.items(workspace, brand, shelf)).map(({ id, name, campaign }) => ({
        id,
        name,
        ...(campaign === undefined ? {} : { detail: say('library.campaign', { name: campaign.name, medium: campaign.medium }) }),
      }));
    case 'signature': {
      const accounts = await choicesOf(deps, workspace, brand);
      const signatures = await deps.library.signatures(
        workspace,
        accounts.map(({ id }) => id),
      );
      return accounts.flatMap(({ id, name, platformName }) => {
        const signature = signatures.find(({ account }) => account === id);
        return signature === undefined ? [] : [{ id, name: accountLabel({ platformName, name }), detail: signature.text }];
      });
    }
    default:
      return never(shelf);
  }
}

/** Those that have to be connected again too: they keep their signature. */
async function choicesOf(deps: LibraryFaceDeps, workspace: string, brand: string): Promise<Omit<AccountChoice, 'broken'>[]> {
  const choices = accountChoices(await deps.accounts.accounts(workspace, brand), deps.platforms);
  return choices.map(({ broken: _broken, ...choice }) => choice);
}
