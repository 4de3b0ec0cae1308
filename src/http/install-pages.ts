import { type Meaning, say } from '../language/index.js';
import { type Page, slackInBrowser, type Way } from './html.js';

/** Why an install went no further. */
export type InstallProblem =
  | 'unknown link'
  | 'stale'
  | 'used'
  | 'other browser'
  | 'cancelled'
  | 'stale code'
  | 'not accepted'
  | 'slack down'
  | 'being deleted'
  | 'failed';

/** What installing Copydesk means, before Slack asks. */
export function installPage(): Page {
  return {
    status: 200,
    title: say('install.title'),
    paragraphs: [say('install.meaning'), say('install.adminAgrees')],
    ways: [addToSlack('install.add')],
  };
}

/** Copydesk is in; what to do first. `org`: it was installed for a whole organisation, whose admins choose the workspaces. */
export function installedPage(installed: {
  readonly workspace: string;
  readonly name: string;
  readonly app?: string;
  readonly org: boolean;
  /** Where Slack is in a browser. */
  readonly slackUrl: string;
}): Page {
  const { workspace, name, app, org, slackUrl } = installed;
  return {
    status: 200,
    title: say('install.done', { workspace: name }),
    paragraphs: [say('install.done.whatNow')],
    list: [
      ...(org ? [say('install.done.organisation')] : []),
      say('install.done.channel'),
      say('install.done.settings'),
      say('install.done.accounts'),
    ],
    ways: [
      { kind: 'slack', workspace, ...(app === undefined ? {} : { app }) },
      ...(app === undefined
        ? []
        : [{ kind: 'link' as const, label: say('install.openInBrowser'), href: slackInBrowser(slackUrl, { workspace, app }) }]),
    ],
  };
}

/** Why Copydesk was not installed, and the way on. */
export function installProblemPage(problem: InstallProblem): Page {
  const { status, title, sentence } = PROBLEMS[problem];
  const again = problem === 'cancelled' ? 'install.add' : 'install.addAgain';
  return { status, title: say(title), paragraphs: [say(sentence)], ways: [addToSlack(again)] };
}

/** Begins anew, with a state of its own. */
function addToSlack(label: 'install.add' | 'install.addAgain'): Way {
  return { kind: 'button', label: say(label), action: '/slack/install', fields: {} };
}

const PROBLEMS = {
  'unknown link': { status: 400, title: 'page.unknownLink', sentence: 'install.unknownLink' },
  stale: { status: 410, title: 'install.tookTooLong', sentence: 'install.tookTooLong.beginAgain' },
  used: { status: 410, title: 'page.used', sentence: 'install.used' },
  'other browser': { status: 403, title: 'install.otherBrowser', sentence: 'install.otherBrowser.beginAgain' },
  cancelled: { status: 200, title: 'install.cancelled', sentence: 'install.cancelled.meaning' },
  'stale code': { status: 410, title: 'install.staleCode', sentence: 'install.staleCode.beginAgain' },
  'not accepted': { status: 502, title: 'install.notAccepted', sentence: 'install.notAccepted.whatToCheck' },
  'slack down': { status: 503, title: 'page.slackDown', sentence: 'install.slackDown' },
  'being deleted': { status: 409, title: 'install.beingDeleted', sentence: 'install.beingDeleted.meaning' },
  failed: { status: 500, title: 'page.wentWrong', sentence: 'install.failed' },
} as const satisfies Record<InstallProblem, { readonly status: number; readonly title: Meaning; readonly sentence: Meaning }>;
