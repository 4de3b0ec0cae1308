import type { Page, Way } from './html.js';

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
    title: 'Add Copydesk to Slack',
    paragraphs: [
      'Copydesk writes, approves and publishes social posts in Slack. Slack asks you next which workspace it is for, and what it may do there.',
      'Your workspace may want a Slack admin to agree first.',
    ],
    ways: [addToSlack('Add to Slack')],
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
  const inBrowser = `${slackUrl}/app_redirect?app=${encodeURIComponent(app ?? '')}&team=${encodeURIComponent(workspace)}`;
  return {
    status: 200,
    title: `Copydesk is in ${name}`,
    paragraphs: ['What to do first:'],
    list: [
      ...(org ? ['An admin of your organisation adds Copydesk to workspaces, under Integrations in its admin pages.'] : []),
      'In Slack, make a channel for reviews and type /invite @Copydesk there.',
      'Type /publish settings and choose that channel.',
      'Type /connect to connect your accounts, and /publish to write the first post.',
    ],
    ways: [
      { kind: 'slack', workspace, ...(app === undefined ? {} : { app }) },
      ...(app === undefined ? [] : [{ kind: 'link' as const, label: 'Open it in the browser', href: inBrowser }]),
    ],
  };
}

/** Why Copydesk was not installed, and the way on. */
export function installProblemPage(problem: InstallProblem): Page {
  const { status, title, sentence } = PROBLEMS[problem];
  return { status, title, paragraphs: [sentence], ways: [addToSlack(problem === 'cancelled' ? 'Add to Slack' : 'Add to Slack again')] };
}

/** Begins anew, with a state of its own. */
function addToSlack(label: string): Way {
  return { kind: 'button', label, action: '/slack/install', fields: {} };
}

const PROBLEMS: Record<InstallProblem, { readonly status: number; readonly title: string; readonly sentence: string }> = {
  'unknown link': {
    status: 400,
    title: 'We do not know this link',
    sentence: 'Nothing was installed. This page is where Slack leads back to; begin with the button.',
  },
  stale: {
    status: 410,
    title: 'This took too long',
    sentence: 'Nothing was installed. There are ten minutes from the button to the end. Begin again.',
  },
  used: {
    status: 410,
    title: 'This link was used already',
    sentence: 'If Copydesk is in your workspace, all is well. If it is not, begin again.',
  },
  'other browser': {
    status: 403,
    title: 'This was begun in another browser',
    sentence: 'Nothing was installed. Begin and finish in the same browser, and allow cookies for this page.',
  },
  cancelled: { status: 200, title: 'Nothing was installed', sentence: 'You cancelled in Slack. Copydesk has no access to your workspace.' },
  'stale code': {
    status: 410,
    title: 'Slack did not take this any more',
    sentence: 'Nothing was installed. What Slack gave for this install was too old or used already. Begin again.',
  },
  'not accepted': {
    status: 502,
    title: 'Slack refused this Copydesk',
    sentence: 'Nothing was installed. Whoever runs this Copydesk has to check its client id, its secret and the redirect address at Slack.',
  },
  'slack down': {
    status: 503,
    title: 'Slack cannot be reached',
    sentence: 'Nothing was installed, because Slack did not answer. Wait a minute, then begin again.',
  },
  'being deleted': {
    status: 409,
    title: 'Come back in a few minutes',
    sentence: 'What this workspace had before Copydesk was removed 30 days ago is being deleted now. Then you can install it anew.',
  },
  failed: {
    status: 500,
    title: 'Something went wrong',
    sentence: 'Copydesk could not keep the install. Begin again; doing it twice does no harm.',
  },
};
