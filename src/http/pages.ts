import { type ConnectError, type ConnectProblem, type Deletion, type FinishedConsent, offered, type Ticket } from '../accounts/index.js';
import { type Meaning, momentWords, say } from '../language/index.js';
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
    title: say('page.continue.title', { connector }),
    paragraphs: [say('page.continue.what', { connector, brand, workspace, person }), say('page.continue.meaning', { person })],
    ways: [
      { kind: 'button', label: say('page.continue'), action: `/oauth/${ticket.family}/start`, fields: { ticket: link } },
      backToSlack(ticket.workspace),
    ],
  };
}

/** The consent is in; the choice is made in Slack. */
export function choosePage({ ticket, choice, noun }: FinishedConsent): Page {
  const count = offered(choice).length;
  return {
    status: 200,
    title: say('page.choose.title', { noun }),
    paragraphs: [say('page.choose.found', { noun, count })],
    ways: [backToSlack(ticket.workspace)],
  };
}

/** Why connecting went no further, and the way on. `link` is what the browser came with, so that its owner can be sent a fresh one. */
export function problemPage(error: ConnectError, link?: string): Page {
  const { reasons = [], retryUrl, workspace } = error.details;
  const { status, title } = PROBLEMS[error.problem];
  const again: Way[] = retryUrl === undefined ? [] : [{ kind: 'link', label: say('button.tryAgain'), href: retryUrl }];
  const resend: Way[] =
    link !== undefined && CAN_BE_SENT_ANEW.has(error.problem)
      ? [{ kind: 'button', label: say('page.newLink'), action: '/oauth/new-link', fields: { link } }]
      : [];
  return {
    status,
    title: say(title),
    paragraphs: [error.message],
    list: reasons.slice(0, 50),
    ways: [...again, ...resend, backToSlack(workspace)],
  };
}

/** A fresh link went to the person the old one was made for. */
export function newLinkPage(workspace: string | undefined): Page {
  return {
    status: 200,
    title: say('page.newLink.title'),
    paragraphs: [say('page.newLink.sent')],
    ways: [backToSlack(workspace)],
  };
}

/** A refusal that needs no more than a title and a sentence. */
export function plainPage(status: number, title: string, sentence: string): Page {
  return { status, title, paragraphs: [sentence], ways: [backToSlack(undefined)] };
}

/** How a deletion stands, for whoever holds its code. */
export function deletionPage({ deletion, connector }: { readonly deletion: Deletion; readonly connector: string }): Page {
  const { requestedAt, doneAt, code } = deletion;
  const asked = say('page.deletion.asked', { day: day(requestedAt), connector });
  return {
    status: 200,
    title: say(doneAt === undefined ? 'page.deletion.underWay' : 'page.deletion.done'),
    paragraphs: [
      asked,
      doneAt === undefined ? say('page.deletion.comeBack') : say('page.deletion.doneOn', { day: day(doneAt) }),
      say('page.deletion.code', { code }),
    ],
  };
}

function backToSlack(workspace: string | undefined): Way {
  return { kind: 'slack', ...(workspace === undefined ? {} : { workspace }) };
}

function day(at: Date): string {
  return momentWords('date.longDay', at, 'UTC');
}

const PROBLEMS = {
  'unknown link': { status: 400, title: 'page.unknownLink' },
  stale: { status: 410, title: 'page.expired' },
  used: { status: 410, title: 'page.used' },
  'other browser': { status: 403, title: 'page.otherBrowser' },
  cancelled: { status: 200, title: 'page.nothingConnected' },
  'missing permission': { status: 403, title: 'page.missingPermission' },
  'nothing to connect': { status: 404, title: 'page.nothingToConnect' },
  'platform down': { status: 503, title: 'page.noAnswer' },
  refused: { status: 502, title: 'page.refused' },
  'not set up': { status: 503, title: 'page.notSetUp' },
  'slack down': { status: 503, title: 'page.slackDown' },
} as const satisfies Record<ConnectProblem, { readonly status: number; readonly title: Meaning }>;

const CAN_BE_SENT_ANEW: ReadonlySet<ConnectProblem> = new Set(['stale', 'used']);
