import { ANY_APPROVER, type Progress, type StepProgress, waitingWords } from '../../approvals/index.js';
import { cut, escaped, mention } from '../blocks.js';

/** How far the approval is, as mrkdwn: `1 of 2 approvals · Editor: approved by @ann · Legal: waiting for @ben or @chloe`. */
export function progressWords({ steps, open }: Progress): string {
  if (steps.length === 0) return 'No approval is needed any more: Approve sends it out';
  const [only] = steps;
  if (steps.length === 1 && only !== undefined && only.need === 1 && open !== undefined) {
    return only.step.name === ANY_APPROVER.name ? `Waiting for ${waitingWords(only)}` : stepLine(only, open);
  }
  const given = steps.reduce((sum, { by, need }) => sum + Math.min(by.length, need), 0);
  const asked = steps.reduce((sum, { need }) => sum + need, 0);
  const count = `*${given} of ${asked} ${asked === 1 ? 'approval' : 'approvals'}*`;
  const done = open === undefined ? ['Nothing is missing any more: Approve sends it out'] : [];
  return cut([count, ...steps.map((step) => stepLine(step, open)), ...done].join(' · '), 2_900);
}

/** What pressing Approve does now, beside sending the post out; undefined where that is all. */
export function approvalCounts({ steps, open }: Progress): string | undefined {
  if (open === undefined) return undefined;
  const left = steps.filter(({ missing }) => missing > 0);
  if (left.length === 1 && open.missing === 1) return undefined;
  const others = open.missing - 1;
  const next =
    others > 0 ? `${others} more ${others === 1 ? 'approval is' : 'approvals are'} needed` : `${left[1]?.step.name ?? ''} comes next`;
  return `Your approval counts for ${open.step.name}. It does not go out yet: ${next}.`;
}

function stepLine({ step, by, missing, ...rest }: StepProgress, open: StepProgress | undefined): string {
  const name = escaped(step.name);
  const approved = by.length === 0 ? '' : `approved by ${by.map(mention).join(', ')}`;
  if (missing === 0) return `${name}: ${approved}`;
  if (rest.index !== open?.index) return `${name}: later`;
  return `${name}: ${approved === '' ? '' : `${approved}, `}waiting for ${waitingWords({ step, by, missing, ...rest })}`;
}
