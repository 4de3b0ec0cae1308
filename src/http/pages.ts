import { type ConnectError, type ConnectProblem, type Deletion, type FinishedConsent, offered, type Ticket } from '../accounts/index.js';
import type { Page, Way } from './html.js';

/** Asks the person before the platform does: who connects what to what. */
export function continuePage({
  ticket,
  connector,
  link,
}: {
  readonly ticket: Ticket;
  readonly connector: string;
  readonly link: string;
}): Page {
  const { brand, workspace, person } = ticket.names;
  return {
    status: 200,
    title: `Connect ${connector}`,
    paragraphs: [
      `Connect ${connector} to ${brand} in ${workspace} for ${person}.`,
      `You are about to give Copydesk the right to publish for you. If you are not ${person}, close this page.`,
    ],
    ways: [
      { kind: 'button', label: 'Continue', action: `/oauth/${ticket.family}/start`, fields: { ticket: link } },
      backToSlack(ticket.workspace),
    ],
  };
}

/** The consent is in; the choice is made in Slack. */
export function choosePage({ ticket, choice, noun }: FinishedConsent): Page {
  const count = offered(choice).length;
  return {
    status: 200,
    title: `Now choose your ${noun.many} in Slack`,
    paragraphs: [
      `Copydesk found ${count === 1 ? `one ${noun.one}` : `${count} ${noun.many}`} and sent you a message in Slack. Press Choose ${noun.many} there within five minutes.`,
    ],
    ways: [backToSlack(ticket.workspace)],
  };
}

/** Why connecting went no further, and the way on. `link` is what the browser came with, so that its owner can be sent a fresh one. */
export function problemPage(error: ConnectError, link?: string): Page {
  const { reasons = [], retryUrl, workspace } = error.details;
  const { status, title } = PROBLEMS[error.problem];
  const again: Way[] = retryUrl === undefined ? [] : [{ kind: 'link', label: 'Try again', href: retryUrl }];
  const resend: Way[] =
    link !== undefined && CAN_BE_SENT_ANEW.has(error.problem)
      ? [{ kind: 'button', label: 'Send me a new link in Slack', action: '/oauth/new-link', fields: { link } }]
      : [];
  return { status, title, paragraphs: [error.message], list: reasons.slice(0, 50), ways: [...again, ...resend, backToSlack(workspace)] };
}

/** A fresh link went to the person the old one was made for. */
export function newLinkPage(workspace: string | undefined): Page {
  return {
    status: 200,
    title: 'Look in Slack',
    paragraphs: ['If the link was still known, Copydesk has sent its owner a new one in Slack. If nothing arrives, type /connect there.'],
    ways: [backToSlack(workspace)],
  };
}

/** A refusal that needs no more than a title and a sentence. */
export function plainPage(status: number, title: string, sentence: string): Page {
  return { status, title, paragraphs: [sentence], ways: [backToSlack(undefined)] };
}

/** How a deletion stands, for whoever holds its code. */
export function deletionPage({ deletion, connector }: { readonly deletion: Deletion; readonly connector: string }): Page {
  const asked = `You asked on ${day(deletion.requestedAt)} that Copydesk delete what it holds of your ${connector} login.`;
  const state =
    deletion.doneAt === undefined
      ? 'This is under way. Come back in an hour.'
      : `This was done on ${day(deletion.doneAt)}: your name, your access and the access to your accounts are gone.`;
  return {
    status: 200,
    title: deletion.doneAt === undefined ? 'Deletion under way' : 'Your data is deleted',
    paragraphs: [asked, state, `Your code: ${deletion.code}`],
  };
}

function backToSlack(workspace: string | undefined): Way {
  return { kind: 'slack', ...(workspace === undefined ? {} : { workspace }) };
}

function day(at: Date): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}

const PROBLEMS: Record<ConnectProblem, { readonly status: number; readonly title: string }> = {
  'unknown link': { status: 400, title: 'We do not know this link' },
  stale: { status: 410, title: 'This link has expired' },
  used: { status: 410, title: 'This link was used already' },
  'other browser': { status: 403, title: 'This link is not yours' },
  cancelled: { status: 200, title: 'Nothing was connected' },
  'missing permission': { status: 403, title: 'A permission is missing' },
  'nothing to connect': { status: 404, title: 'There is nothing to connect' },
  'platform down': { status: 503, title: 'No answer from the other side' },
  refused: { status: 502, title: 'The request was refused' },
  'not set up': { status: 503, title: 'This is not set up' },
  'slack down': { status: 503, title: 'Slack cannot be reached' },
};

const CAN_BE_SENT_ANEW: ReadonlySet<ConnectProblem> = new Set(['stale', 'used']);
