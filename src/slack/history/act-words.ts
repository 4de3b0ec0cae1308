import { type Meaning, say } from '../../language/index.js';
import type { HistoryAct } from '../../workspaces/index.js';

/** What was done, in words: `changes requested`. */
export function historyActWords(act: HistoryAct): string {
  return say(ACTS[act]);
}

const ACTS = {
  'sent for review': 'history.act.sentForReview',
  edited: 'history.act.edited',
  approved: 'history.act.approved',
  'changes requested': 'history.act.changesRequested',
  rejected: 'history.act.rejected',
  held: 'history.act.held',
  released: 'history.act.released',
  'handed over': 'history.act.handedOver',
  withdrawn: 'history.act.withdrawn',
  'sent out, no approval needed': 'history.act.noApprovalNeeded',
  'published without approval': 'history.act.unreviewed',
  'who approves changed': 'history.act.postPolicyChanged',
  rescheduled: 'history.act.rescheduled',
  'publish now': 'history.act.publishNow',
  cancelled: 'history.act.cancelled',
  expired: 'history.act.expired',
  published: 'history.act.published',
  failed: 'history.act.failed',
  blocked: 'history.act.blocked',
  'outcome unknown': 'history.act.outcomeUnknown',
  'deletion asked for': 'history.act.deletionAsked',
  deleted: 'history.act.deleted',
  'deletion failed': 'history.act.deletionFailed',
  'live text changed': 'history.act.liveTextChanged',
  'live text not changed': 'history.act.liveTextNotChanged',
  retried: 'history.act.retried',
  'said to be live': 'history.act.saidToBeLive',
  'published again': 'history.act.publishedAgain',
  'first comment skipped': 'history.act.firstCommentSkipped',
  'settings changed': 'history.act.settingsChanged',
  'roles changed': 'history.act.rolesChanged',
  'policy changed': 'history.act.policyChanged',
  'library changed': 'history.act.libraryChanged',
  paused: 'history.act.paused',
  resumed: 'history.act.resumed',
  'brand created': 'history.act.brandCreated',
  'brand archived': 'history.act.brandArchived',
  'brand restored': 'history.act.brandRestored',
  'account connected': 'history.act.accountConnected',
  'account reconnected': 'history.act.accountReconnected',
  'account disconnected': 'history.act.accountDisconnected',
  'account moved': 'history.act.accountMoved',
} as const satisfies Record<HistoryAct, Meaning>;
