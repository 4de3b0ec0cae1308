import { say } from '../../language/index.js';
import { pickerValues, timeIn } from '../../posts/index.js';
import { authorize, type HistoryEntry, holderOf } from '../../workspaces/index.js';
import { brandSearch, type NamedBrand, withArchived } from '../brand-select.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AnyListener, type ListenerContext, listener } from '../listener.js';
import { onClick } from '../on-click.js';
import { formValues, viewSubmission } from '../payloads.js';
import { accountLabel } from '../results/card-state.js';
import { sendFile } from '../send-file.js';
import { showModal } from '../show-modal.js';
import { historyCsv } from './csv.js';
import type { HistoryDeps } from './deps.js';
import { exportView } from './export-view.js';

/** Export history, in the settings: asks for the days, and sends the file to whoever asked. For admins. */
export function exportListeners(deps: HistoryDeps): AnyListener[] {
  return [openExport(deps), submitExport(deps), brandSearch(ACTIONS.exportBrand, (context) => exportable(deps, context))];
}

function openExport(deps: HistoryDeps): AnyListener {
  return onClick(ACTIONS.exportHistory, async (input, context) => {
    const { brand } = await mayExport(deps, context, input.actions[0].value ?? '');
    const now = deps.clock.now();
    const day = (at: Date) => pickerValues(brand.zone, at).date;
    const brands = await exportable(deps, context);
    await showModal(context.client, input, exportView(brand.id, brands, day(new Date(now.getTime() - 30 * DAY_MS)), day(now)));
  });
}

function submitExport(deps: HistoryDeps): AnyListener {
  return listener({
    kind: 'view',
    id: VIEWS.exportHistory,
    parse: viewSubmission,
    ack: async ({ view }, context) => {
      const form = formValues(view);
      const { brand } = await mayExport(deps, context, form.option(ACTIONS.exportBrand) ?? view.private_metadata);
      const [from, to] = [form.date(ACTIONS.exportFrom) ?? '', form.date(ACTIONS.exportTo) ?? ''];
      const [since, last] = [startOf(brand.zone, from), startOf(brand.zone, to)];
      if (since === undefined || last === undefined || last < since) {
        const block = form.block(ACTIONS.exportTo) ?? ACTIONS.exportTo;
        return {
          body: { response_action: 'errors' as const, errors: { [block]: say('export.dayBeforeFirst') } },
          carry: undefined,
        };
      }
      const span = { since, until: startOf(brand.zone, dayAfter(to)) ?? last };
      return { carry: { brand, span, name: say('export.fileName', { from, to }) } };
    },
    work: async (_input, context, carry) => {
      if (carry === undefined) return;
      const { brand, span, name } = carry;
      const found = await deps.history.between(context.workspace.id, brand.id, span, MOST + 1);
      const entries = found.slice(0, MOST);
      const words =
        found.length > MOST
          ? say('export.firstActs', { count: MOST, last: entries.at(-1)?.at.toISOString() ?? '' })
          : say('export.ready', { count: entries.length });
      const csv = historyCsv(entries, await namesOf(deps, context, entries));
      await sendFile(context.client, context.userId, { name, bytes: Buffer.from(csv, 'utf8'), words });
    },
  });
}

/** The brands whose history this person may export, archived ones at the end. */
async function exportable(deps: HistoryDeps, { workspace, userId: person }: ListenerContext): Promise<NamedBrand[]> {
  const { brands, archived } = await holderOf(deps, { workspace: workspace.id, person, right: 'manage' });
  return withArchived(brands, archived);
}

async function mayExport(deps: HistoryDeps, { workspace, userId }: ListenerContext, brand: string) {
  return authorize(deps, { workspace: workspace.id, brand, person: userId, right: 'manage', archivedToo: true });
}

async function namesOf(deps: HistoryDeps, { workspace }: ListenerContext, entries: readonly HistoryEntry[]) {
  const people = [...new Set(entries.flatMap(({ person }) => person ?? []))];
  const found = await Promise.all(
    people.map(async (id) => {
      const name = await deps.people.person(workspace.id, id).then(
        (person) => person.name,
        () => '',
      );
      return [id, name] as const;
    }),
  );
  const ids = [...new Set(entries.flatMap(({ account }) => account ?? []))];
  const accounts = (await deps.accounts.accountsById(workspace.id, ids)).map(
    ({ id, name, platform }) => [id, accountLabel({ name, platformName: deps.platforms.get(platform)?.profile.name ?? platform })] as const,
  );
  return { people: new Map(found), accounts: new Map(accounts) };
}

/** The first moment of a day; undefined where it is no day. */
function startOf(zone: string, day: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const midnight = timeIn(zone, day, '00:00', new Date(0));
  if ('ok' in midnight) return midnight.ok;
  if ('gap' in midnight) return midnight.gap[1];
  return 'overlap' in midnight ? midnight.overlap[0] : undefined;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

const DAY_MS = 86_400_000;
const MOST = 50_000;
