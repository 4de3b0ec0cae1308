import { say } from '../language/index.js';
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
      return say('grant.refused.unknownLink');
    case 'stale':
      return say('grant.refused.stale');
    case 'used':
      return say('grant.refused.used');
    case 'other browser':
      return say('grant.refused.otherBrowser');
    case 'cancelled':
      return say('grant.refused.cancelled');
    case 'missing permission':
      return say('grant.refused.missingPermission');
    case 'nothing to connect':
      return say('grant.refused.nothingToConnect');
    case 'platform down':
      return say('grant.refused.platformDown', { connector });
    case 'refused':
      return say('grant.refused.refused', { connector });
    case 'not set up':
      return say('grant.refused.notSetUp', { connector });
    case 'slack down':
      return say('grant.refused.slackDown');
    default:
      return never(problem);
  }
}
