import { never } from '../lib/never.js';
import { RefusedError } from '../lib/refused-error.js';

/** Why connecting went no further; each has its own page. */
export type ConnectProblem =
  | 'unknown link'
  | 'stale'
  | 'used'
  | 'other browser'
  | 'cancelled'
  | 'missing permission'
  | 'nothing to connect'
  | 'platform down'
  | 'refused'
  | 'not set up'
  | 'slack down';

/** What a face needs to offer a way on. */
export interface ConnectErrorDetails {
  /** The family as people write it. */
  readonly connector: string;
  /** Slack team id, for the way back. */
  readonly workspace?: string;
  /** A fresh link for the same person, where this browser has proven to be theirs. */
  readonly retryUrl?: string;
  /** What more is known: the platform's reason, or why each account cannot be used. Plain sentences. */
  readonly reasons?: readonly string[];
  readonly cause?: unknown;
}

/** Connecting went no further. The message is a sentence for the person. */
export class ConnectError extends RefusedError {
  override readonly name = 'ConnectError';
  readonly problem: ConnectProblem;
  readonly details: ConnectErrorDetails;

  constructor(problem: ConnectProblem, details: ConnectErrorDetails) {
    super(sentenceOf(problem, details.connector), { cause: details.cause });
    this.problem = problem;
    this.details = details;
  }
}

function sentenceOf(problem: ConnectProblem, connector: string): string {
  switch (problem) {
    case 'unknown link':
      return 'Copydesk did not make this link, so nothing was connected. Go back to Slack and type /connect.';
    case 'stale':
      return 'This link is older than ten minutes, so it no longer works. Ask for a new one.';
    case 'used':
      return 'This link was used already, and each works once. Ask for a new one if you are not done.';
    case 'other browser':
      return 'This link belongs to someone else, or was started in another browser. Type /connect in Slack to get your own, and stay in one browser.';
    case 'cancelled':
      return `You did not give Copydesk access, so nothing was connected. You can try again whenever you like.`;
    case 'missing permission':
      return 'Copydesk needs every permission it asks for, and at least one was left out. Try again and leave all of them on.';
    case 'nothing to connect':
      return 'Your login has nothing that Copydesk can publish to. Ask an admin there for the right to create content, then try again.';
    case 'platform down':
      return `${connector} did not answer, so nothing was connected. Wait a few minutes, then try again.`;
    case 'refused':
      return `${connector} refused the request, so nothing was connected. Try again.`;
    case 'not set up':
      return `${connector} is not set up on this Copydesk. Ask whoever runs it to add the missing settings.`;
    case 'slack down':
      return 'Slack did not take our message, so you cannot choose yet. Wait a minute, then try again.';
    default:
      return never(problem);
  }
}
