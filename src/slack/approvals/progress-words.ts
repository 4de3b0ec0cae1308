import { ANY_APPROVER, type Progress, type StepProgress, stepName, waitingWords } from '../../approvals/index.js';
import { listOf, say } from '../../language/index.js';
import { cut, escaped, mention } from '../blocks.js';

/** How far the approval is, as mrkdwn: `1 of 2 approvals · Editor: approved by @ann · Legal: waiting for @ben or @chloe`. */
export function progressWords({ steps, open }: Progress): string {
  if (steps.length === 0) return say('review.progress.noneNeeded');
  const [only] = steps;
  if (steps.length === 1 && only !== undefined && only.need === 1 && open !== undefined) {
    return only.step.name === ANY_APPROVER.name ? say('review.progress.waits', { whom: waitingWords(only) }) : stepLine(only, open);
  }
  const given = steps.reduce((sum, { by, need }) => sum + Math.min(by.length, need), 0);
  const asked = steps.reduce((sum, { need }) => sum + need, 0);
  const count = say('review.progress.count', { given, asked });
  const done = open === undefined ? [say('review.progress.nothingMissing')] : [];
  return cut([count, ...steps.map((step) => stepLine(step, open)), ...done].join(' · '), 2_900);
}

/** What pressing Approve does now, beside sending the post out; undefined where that is all. */
export function approvalCounts({ steps, open }: Progress): string | undefined {
  if (open === undefined) return undefined;
  const left = steps.filter(({ missing }) => missing > 0);
  if (left.length === 1 && open.missing === 1) return undefined;
  const others = open.missing - 1;
  const step = stepName(open.step);
  if (others > 0) return say('review.approve.moreNeeded', { step, count: others });
  const [, next] = left;
  return say('review.approve.nextStep', { step, next: next === undefined ? '' : stepName(next.step) });
}

function stepLine(progress: StepProgress, open: StepProgress | undefined): string {
  const step = escaped(stepName(progress.step));
  const people = listOf(progress.by.map(mention), 'list');
  if (progress.missing === 0) return say('review.progress.stepPassed', { step, people });
  if (progress.index !== open?.index) return say('review.progress.stepLater', { step });
  const whom = waitingWords(progress);
  return progress.by.length === 0
    ? say('review.progress.stepWaits', { step, whom })
    : say('review.progress.stepPartly', { step, people, whom });
}
