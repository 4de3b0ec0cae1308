import type { Forged, ForgedView, Json, People } from '../../../src/playground/slack/types.js';
import { ACTIONS, COMMANDS, SHORTCUTS, VIEWS } from '../../../src/slack/ids.js';
import type { Ids } from './world.js';

/** How one listener is called. */
export interface Case {
  /** Whose click it is where ids are mixed: somebody who may do it with the own ids. Default: the admin. */
  readonly by?: keyof People;
  /** Nobody reads an answer: a search, a link, a modal that was closed, a choice on Home. */
  readonly silent?: true;
  /** Opens a form without looking at what it is about (its submit does), shows what there is instead, or needs what the world of the tests has not. */
  readonly blind?: true;
  readonly send: (ids: Ids) => Forged;
}

/**
 * Every listener, by kind and id, with a payload as its own screens make it. Take each id from `ids`: what is read there is put to the neighbour's,
 * to nonsense and to operators by the tests, one at a time and all at once.
 */
export const CASES: Readonly<Record<string, Case>> = {
  // commands and shortcuts carry no ids
  [`command ${COMMANDS.publish}`]: { send: () => ({ kind: 'slash_command', command: COMMANDS.publish, text: 'status' }) },
  [`command ${COMMANDS.connect}`]: { send: () => ({ kind: 'slash_command', command: COMMANDS.connect, text: '' }) },
  [`shortcut ${SHORTCUTS.newPost}`]: { send: () => ({ kind: 'shortcut', callbackId: SHORTCUTS.newPost }) },
  [`shortcut ${SHORTCUTS.turnIntoPost}`]: {
    send: () => ({
      kind: 'message_action',
      callbackId: SHORTCUTS.turnIntoPost,
      fields: { message: { type: 'message', ts: '1.2', text: 'Words' } },
    }),
  },

  // compose
  [`action ${ACTIONS.homeWrite}`]: { send: () => click(ACTIONS.homeWrite) },
  [`view ${VIEWS.write}`]: {
    by: 'author',
    send: (ids) =>
      submit(VIEWS.write, compose(ids), {
        [ACTIONS.writeBrand]: option(ids.brand),
        [ACTIONS.writeAccounts]: options(ids.account),
        [ACTIONS.writeLabels]: options(ids.label),
        [`text:${ids.version}/${ACTIONS.writeText}:0`]: text('Other words'),
      }),
  },
  [`view_closed ${VIEWS.write}`]: {
    by: 'author',
    silent: true,
    send: (ids) =>
      closed(VIEWS.write, compose(ids), {
        [ACTIONS.writeAccounts]: options(ids.account),
        [`text:${ids.version}/${ACTIONS.writeText}:0`]: text('Other words'),
      }),
  },
  [`action ${ACTIONS.writeBrand}`]: {
    by: 'author',
    send: (ids) => click(ACTIONS.writeBrand, option(ids.brand), write(ids, { [ACTIONS.writeBrand]: option(ids.brand) })),
  },
  [`action ${ACTIONS.writeWhen}`]: {
    by: 'author',
    send: (ids) => click(ACTIONS.writeWhen, option('at'), write(ids, { [ACTIONS.writeWhen]: option('at') })),
  },
  [`options ${ACTIONS.writeAccounts}`]: { silent: true, send: (ids) => search(ACTIONS.writeAccounts, '', write(ids)) },
  [`view ${VIEWS.check}`]: { by: 'author', send: (ids) => submit(VIEWS.check, compose(ids)) },
  [`view_closed ${VIEWS.check}`]: { by: 'author', silent: true, send: (ids) => closed(VIEWS.check, compose(ids)) },
  [`action ${ACTIONS.publishNow}`]: { by: 'author', send: (ids) => click(ACTIONS.publishNow, value(ids.draft), check(ids)) },
  [`action ${ACTIONS.removeFile}`]: { by: 'author', send: (ids) => click(ACTIONS.removeFile, value('F0FILE'), check(ids)) },
  [`action ${ACTIONS.addBorder}`]: { by: 'author', send: (ids) => click(ACTIONS.addBorder, value('F0FILE'), check(ids)) },
  [`action ${ACTIONS.removeBorder}`]: { by: 'author', send: (ids) => click(ACTIONS.removeBorder, value('F0FILE'), check(ids)) },
  [`action ${ACTIONS.addFiles}`]: { by: 'author', send: (ids) => click(ACTIONS.addFiles, {}, check(ids)) },
  [`view ${VIEWS.addFiles}`]: {
    by: 'author',
    send: (ids) =>
      submit(VIEWS.addFiles, compose(ids), { [`files:${ids.version}/${ACTIONS.writeFiles}`]: { type: 'file_input', files: [] } }),
  },
  [`action ${ACTIONS.backToWrite}`]: { by: 'author', send: (ids) => click(ACTIONS.backToWrite, {}, check(ids)) },
  [`action ${ACTIONS.customise}`]: { by: 'author', send: (ids) => click(ACTIONS.customise, value(ids.account), check(ids)) },
  [`action ${ACTIONS.customiseOne}`]: { by: 'author', send: (ids) => click(ACTIONS.customiseOne, option(ids.account), check(ids)) },
  [`view ${VIEWS.customise}`]: {
    by: 'author',
    send: (ids) =>
      submit(VIEWS.customise, compose(ids, { account: ids.account }), {
        [`text:${ids.version}:${ids.account}/${ACTIONS.writeText}:0`]: text('Own words'),
      }),
  },
  [`action ${ACTIONS.firstComment}`]: { by: 'author', send: (ids) => click(ACTIONS.firstComment, {}, check(ids)) },
  [`view ${VIEWS.firstComment}`]: {
    by: 'author',
    send: (ids) => submit(VIEWS.firstComment, compose(ids), { [`comment:${ids.version}/${ACTIONS.commentText}`]: text('See our menu') }),
  },
  [`options ${ACTIONS.mention}`]: {
    silent: true,
    send: (ids) =>
      search(ACTIONS.mention, 'Blue', { callbackId: VIEWS.customise, privateMetadata: compose(ids, { account: ids.account }) }),
  },
  [`action ${ACTIONS.resumeDraft}`]: { by: 'author', send: (ids) => click(ACTIONS.resumeDraft, value(`${ids.draft}:check`)) },
  [`action ${ACTIONS.discardDraft}`]: { by: 'author', send: (ids) => click(ACTIONS.discardDraft, value(ids.draft)) },

  [`options ${ACTIONS.writeBrand}`]: { silent: true, send: () => search(ACTIONS.writeBrand, '') },
  [`action ${ACTIONS.firstComment}`]: { by: 'author', send: (ids) => click(ACTIONS.firstComment, {}, check(ids)) },
  [`view ${VIEWS.firstComment}`]: {
    by: 'author',
    send: (ids) => submit(VIEWS.firstComment, compose(ids), { [ACTIONS.commentText]: text('First') }),
  },
  [`action ${ACTIONS.duplicate}`]: { by: 'author', send: (ids) => click(ACTIONS.duplicate, value(ids.post)) },
  [`action ${ACTIONS.addSnippet}`]: { by: 'author', send: (ids) => click(ACTIONS.addSnippet, option(ids.snippet), filled(ids)) },
  [`action ${ACTIONS.startFromTemplate}`]: { by: 'author', send: (ids) => click(ACTIONS.startFromTemplate, {}, filled(ids)) },
  [`action ${ACTIONS.template}`]: {
    by: 'author',
    send: (ids) => click(ACTIONS.template, option(ids.template), { callbackId: VIEWS.template, privateMetadata: compose(ids) }),
  },
  [`view ${VIEWS.template}`]: {
    by: 'author',
    send: (ids) => submit(VIEWS.template, compose(ids), { [`template/${ACTIONS.template}`]: option(ids.template) }),
  },
  [`view ${VIEWS.editLive}`]: {
    by: 'author',
    blind: true,
    send: (ids) => submit(VIEWS.editLive, compose(ids)),
  },
  [`view_closed ${VIEWS.editLive}`]: { by: 'author', silent: true, send: (ids) => closed(VIEWS.editLive, compose(ids)) },

  // the review card
  [`action ${ACTIONS.approve}`]: { by: 'approver', send: (ids) => click(ACTIONS.approve, value(reviewed(ids))) },
  [`action ${ACTIONS.requestChanges}`]: { blind: true, send: (ids) => click(ACTIONS.requestChanges, value(reviewed(ids))) },
  [`action ${ACTIONS.reject}`]: { blind: true, send: (ids) => click(ACTIONS.reject, value(reviewed(ids))) },
  [`view ${VIEWS.requestChanges}`]: { by: 'approver', send: (ids) => submit(VIEWS.requestChanges, reviewed(ids), reasons) },
  [`view ${VIEWS.reject}`]: { by: 'approver', send: (ids) => submit(VIEWS.reject, reviewed(ids), reasons) },
  [`action ${ACTIONS.more}`]: { by: 'approver', send: (ids) => click(ACTIONS.more, option(`hold:${reviewed(ids)}`)) },
  [`action ${ACTIONS.releaseReview}`]: { by: 'approver', send: (ids) => click(ACTIONS.releaseReview, value(reviewed(ids))) },
  [`view ${VIEWS.handOver}`]: {
    by: 'approver',
    send: (ids) => submit(VIEWS.handOver, reviewed(ids), { [ACTIONS.handOverTo]: { type: 'users_select', selected_user: 'U0NOBODY' } }),
  },
  [`view ${VIEWS.withdraw}`]: { by: 'author', send: (ids) => submit(VIEWS.withdraw, reviewed(ids)) },
  [`action ${ACTIONS.readAll}`]: { send: (ids) => click(ACTIONS.readAll, value(`${ids.post}:${ids.revision}`)) },
  [`action ${ACTIONS.seeChanges}`]: { send: (ids) => click(ACTIONS.seeChanges, value(`${ids.post}:${ids.revision}`)) },
  [`action ${ACTIONS.edit}`]: { by: 'author', send: (ids) => click(ACTIONS.edit, value(`${ids.post}:${ids.revision}`)) },

  // history
  [`action ${ACTIONS.history}`]: { send: (ids) => click(ACTIONS.history, value(ids.post)) },
  [`action ${ACTIONS.historyPage}`]: {
    send: (ids) => click(ACTIONS.historyPage, value(`${ids.post}:0`), { callbackId: VIEWS.history, privateMetadata: '' }),
  },
  [`action ${ACTIONS.exportHistory}`]: { send: (ids) => click(ACTIONS.exportHistory, value(ids.brand)) },
  [`view ${VIEWS.exportHistory}`]: {
    send: (ids) =>
      submit(VIEWS.exportHistory, ids.brand, { [ACTIONS.exportFrom]: date('2026-01-01'), [ACTIONS.exportTo]: date('2027-01-01') }),
  },

  // results
  [`action ${ACTIONS.retry}`]: { send: (ids) => click(ACTIONS.retry, value(ids.publication)) },
  [`action ${ACTIONS.itIsLive}`]: { send: (ids) => click(ACTIONS.itIsLive, value(ids.publication)) },
  [`action ${ACTIONS.publishAgain}`]: { send: (ids) => click(ACTIONS.publishAgain, value(ids.publication)) },
  [`action ${ACTIONS.skipComment}`]: { send: (ids) => click(ACTIONS.skipComment, value(ids.publication)) },
  [`action ${ACTIONS.whereIsIt}`]: { blind: true, send: (ids) => click(ACTIONS.whereIsIt, value(ids.publication)) },
  [`view ${VIEWS.whereIsIt}`]: {
    send: (ids) => submit(VIEWS.whereIsIt, ids.publication, { [ACTIONS.address]: text('https://example.com/1') }),
  },
  [`action ${ACTIONS.openLink}`]: { silent: true, send: () => click(ACTIONS.openLink) },

  [`action ${ACTIONS.skipComment}`]: { send: (ids) => click(ACTIONS.skipComment, value(ids.publication)) },
  [`action ${ACTIONS.deleteLive}`]: { send: (ids) => click(ACTIONS.deleteLive, value(ids.post)) },
  [`view ${VIEWS.deleteLive}`]: {
    send: (ids) => submit(VIEWS.deleteLive, ids.post, { [ACTIONS.deleteFrom]: options(ids.publication) }),
  },
  [`action ${ACTIONS.changeAgain}`]: { send: (ids) => click(ACTIONS.changeAgain, value(ids.publication)) },

  // when it goes out
  [`action ${ACTIONS.publishEarly}`]: { send: (ids) => click(ACTIONS.publishEarly, value(ids.post)) },
  [`action ${ACTIONS.hold}`]: { send: (ids) => click(ACTIONS.hold, value(ids.post)) },
  [`action ${ACTIONS.release}`]: { send: (ids) => click(ACTIONS.release, value(ids.post)) },
  [`action ${ACTIONS.cancelPost}`]: { send: (ids) => click(ACTIONS.cancelPost, value(ids.post)) },
  [`action ${ACTIONS.reschedule}`]: { send: (ids) => click(ACTIONS.reschedule, value(ids.post)) },
  [`view ${VIEWS.reschedule}`]: {
    send: (ids) =>
      submit(VIEWS.reschedule, JSON.stringify({ post: ids.post, zone: 'Europe/Berlin' }), {
        [ACTIONS.whenDate]: date('2027-06-01'),
        [ACTIONS.whenTime]: { type: 'timepicker', selected_time: '12:00' },
      }),
  },
  [`action ${ACTIONS.resume}`]: { send: (ids) => click(ACTIONS.resume, value(ids.brand)) },
  [`view ${VIEWS.resume}`]: {
    send: (ids) => submit(VIEWS.resume, JSON.stringify({ brand: ids.brand }), { [ACTIONS.overdue]: option('drop') }),
  },

  [`action ${ACTIONS.pauseBrand}`]: { send: (ids) => click(ACTIONS.pauseBrand, option(ids.brand)) },
  [`action ${ACTIONS.pauseAll}`]: { send: () => click(ACTIONS.pauseAll) },
  [`options ${ACTIONS.pauseBrand}`]: { silent: true, send: () => search(ACTIONS.pauseBrand, '') },
  [`action ${ACTIONS.queueBrand}`]: { blind: true, send: (ids) => click(ACTIONS.queueBrand, option(ids.brand)) },
  [`options ${ACTIONS.queueBrand}`]: { silent: true, send: () => search(ACTIONS.queueBrand, '') },
  [`action ${ACTIONS.statusBrand}`]: { blind: true, send: (ids) => click(ACTIONS.statusBrand, option(ids.brand)) },
  [`options ${ACTIONS.statusBrand}`]: { silent: true, send: () => search(ACTIONS.statusBrand, '') },

  // Home
  'event app_home_opened': { silent: true, send: () => ({ kind: 'event', event: 'app_home_opened', fields: { tab: 'home' } }) },
  [`action ${ACTIONS.homeSection}`]: { silent: true, send: () => click(ACTIONS.homeSection, option('coming')) },
  [`action ${ACTIONS.homePage}`]: { silent: true, send: () => click(ACTIONS.homePage, value('1')) },
  [`action ${ACTIONS.homeBrand}`]: { silent: true, send: (ids) => click(ACTIONS.homeBrand, option(ids.brand)) },
  [`action ${ACTIONS.homeAccount}`]: { silent: true, send: (ids) => click(ACTIONS.homeAccount, option(ids.account)) },
  [`action ${ACTIONS.homePerson}`]: {
    silent: true,
    send: () => click(ACTIONS.homePerson, { type: 'users_select', selected_user: 'U0NOBODY' }),
  },
  [`action ${ACTIONS.homeClear}`]: { silent: true, send: () => click(ACTIONS.homeClear) },
  [`action ${ACTIONS.homeAgain}`]: { silent: true, send: () => click(ACTIONS.homeAgain) },
  [`options ${ACTIONS.homeAccount}`]: { silent: true, send: () => search(ACTIONS.homeAccount, '') },
  [`action ${ACTIONS.homeFind}`]: { send: () => click(ACTIONS.homeFind) },
  [`view ${VIEWS.find}`]: { send: () => submit(VIEWS.find, '', { [ACTIONS.homeWords]: text('Vulture') }) },
  [`action ${ACTIONS.homeAccounts}`]: { send: () => click(ACTIONS.homeAccounts) },
  [`action ${ACTIONS.openPost}`]: { send: (ids) => click(ACTIONS.openPost, value(ids.post)) },
  [`action ${ACTIONS.bulk}`]: { send: () => click(ACTIONS.bulk) },
  [`view ${VIEWS.bulkChoose}`]: {
    by: 'approver',
    send: (ids) =>
      submit(VIEWS.bulkChoose, ` ${picked(ids)}`, { [`${ACTIONS.bulkPick}:0`]: options('0'), [ACTIONS.bulkKind]: option('approved') }),
  },
  [`view ${VIEWS.bulkConfirm}`]: { by: 'approver', send: (ids) => submit(VIEWS.bulkConfirm, `approved ${picked(ids)}`) },

  // settings
  [`action ${ACTIONS.settings}`]: { send: () => click(ACTIONS.settings) },
  [`options ${ACTIONS.zone}`]: { silent: true, send: () => search(ACTIONS.zone, 'Berlin') },
  [`options ${ACTIONS.userGroups}`]: { silent: true, send: () => search(ACTIONS.userGroups, 'legal') },
  [`view ${VIEWS.settings}`]: {
    send: (ids) =>
      submit(VIEWS.settings, JSON.stringify({ brand: ids.brand }), {
        [ACTIONS.reviewChannel]: { type: 'conversations_select', selected_conversation: 'C0NOWHERE' },
        [ACTIONS.zone]: option('Europe/Lisbon'),
      }),
  },
  [`action ${ACTIONS.roles}`]: { send: (ids) => click(ACTIONS.roles, value(ids.brand), settings(ids)) },
  [`view ${VIEWS.roles}`]: { send: (ids) => submit(VIEWS.roles, JSON.stringify({ brand: ids.brand })) },
  [`action ${ACTIONS.reminders}`]: { send: (ids) => click(ACTIONS.reminders, value(ids.brand), settings(ids)) },
  [`view ${VIEWS.reminders}`]: {
    send: (ids) => submit(VIEWS.reminders, JSON.stringify({ brand: ids.brand }), { [ACTIONS.remindWaiting]: option('off') }),
  },
  [`action ${ACTIONS.notifications}`]: { send: () => click(ACTIONS.notifications) },
  [`view ${VIEWS.notifications}`]: {
    send: () =>
      submit(VIEWS.notifications, '', {
        ...Object.fromEntries(['posts', 'waiting', 'tokens'].map((topic) => [`${ACTIONS.noticeMode}:${topic}`, option('digest')])),
        [ACTIONS.digestAt]: { type: 'timepicker', selected_time: '09:00' },
      }),
  },
  [`action ${ACTIONS.policy}`]: { send: (ids) => click(ACTIONS.policy, value(ids.brand), settings(ids)) },
  [`action ${ACTIONS.policyScope}`]: { send: (ids) => click(ACTIONS.policyScope, option(ids.account), policy({ brand: ids.brand })) },
  [`action ${ACTIONS.policyRules}`]: {
    send: (ids) => click(ACTIONS.policyRules, options('authors'), policy({ brand: ids.brand, account: ids.account })),
  },
  [`action ${ACTIONS.ownPolicy}`]: { send: (ids) => click(ACTIONS.ownPolicy, {}, policy({ brand: ids.brand, post: ids.post })) },
  [`action ${ACTIONS.commonPolicy}`]: {
    send: (ids) => click(ACTIONS.commonPolicy, {}, policy({ brand: ids.brand, account: ids.account })),
  },
  [`action ${ACTIONS.stepEarlier}`]: { send: (ids) => click(ACTIONS.stepEarlier, value('1'), policy({ brand: ids.brand })) },
  [`action ${ACTIONS.removeStep}`]: { send: (ids) => click(ACTIONS.removeStep, value('0'), policy({ brand: ids.brand })) },
  [`action ${ACTIONS.addStep}`]: { send: (ids) => click(ACTIONS.addStep, {}, policy({ brand: ids.brand, account: ids.account })) },
  [`action ${ACTIONS.editStep}`]: { send: (ids) => click(ACTIONS.editStep, value('0'), policy({ brand: ids.brand, post: ids.post })) },
  [`view ${VIEWS.policyStep}`]: {
    send: (ids) =>
      submit(VIEWS.policyStep, policy({ brand: ids.brand, account: ids.account, index: 0 }).privateMetadata, {
        [ACTIONS.stepName]: text('Legal'),
        [ACTIONS.stepNeed]: option('any'),
        [ACTIONS.stepApprovers]: options('yes'),
      }),
  },

  [`options ${ACTIONS.exportBrand}`]: { silent: true, send: () => search(ACTIONS.exportBrand, '') },
  [`action ${ACTIONS.settingsBrand}`]: { blind: true, send: (ids) => click(ACTIONS.settingsBrand, option(ids.brand), settings(ids)) },
  [`options ${ACTIONS.settingsBrand}`]: { silent: true, send: () => search(ACTIONS.settingsBrand, '') },
  [`action ${ACTIONS.newBrand}`]: { blind: true, send: (ids) => click(ACTIONS.newBrand, {}, settings(ids)) },
  [`view ${VIEWS.newBrand}`]: {
    send: () =>
      submit(VIEWS.newBrand, '', {
        [ACTIONS.brandName]: text('Second'),
        [ACTIONS.reviewChannel]: { type: 'conversations_select', selected_conversation: 'C0NOWHERE' },
        [ACTIONS.zone]: option('Europe/Lisbon'),
      }),
  },
  [`action ${ACTIONS.archiveBrand}`]: { send: (ids) => click(ACTIONS.archiveBrand, value(ids.brand), settings(ids)) },
  [`action ${ACTIONS.restoreBrand}`]: { send: () => click(ACTIONS.restoreBrand) },
  [`options ${ACTIONS.archivedBrand}`]: { silent: true, send: () => search(ACTIONS.archivedBrand, '') },
  [`view ${VIEWS.restoreBrand}`]: {
    blind: true,
    send: (ids) => submit(VIEWS.restoreBrand, '', { [ACTIONS.archivedBrand]: option(ids.brand) }),
  },
  [`action ${ACTIONS.reminders}`]: { send: (ids) => click(ACTIONS.reminders, value(ids.brand), settings(ids)) },
  [`view ${VIEWS.reminders}`]: { send: (ids) => submit(VIEWS.reminders, JSON.stringify({ brand: ids.brand })) },
  [`action ${ACTIONS.notifications}`]: { send: () => click(ACTIONS.notifications) },
  [`view ${VIEWS.notifications}`]: { silent: true, send: () => submit(VIEWS.notifications, '') },
  [`action ${ACTIONS.exportEverything}`]: { send: () => click(ACTIONS.exportEverything) },

  [`action ${ACTIONS.library}`]: { blind: true, send: (ids) => click(ACTIONS.library, value(ids.brand)) },
  [`action ${ACTIONS.libraryShelf}`]: {
    blind: true,
    send: (ids) => click(ACTIONS.libraryShelf, option('label'), library(ids, 'template')),
  },
  [`action ${ACTIONS.libraryBrand}`]: {
    blind: true,
    send: (ids) => click(ACTIONS.libraryBrand, option(ids.brand), library(ids, 'template')),
  },
  [`action ${ACTIONS.newItem}`]: { send: (ids) => click(ACTIONS.newItem, {}, library(ids, 'snippet')) },
  [`action ${ACTIONS.editItem}`]: { send: (ids) => click(ACTIONS.editItem, value(ids.snippet), library(ids, 'snippet')) },
  [`action ${ACTIONS.signatureAccount}`]: {
    send: (ids) => click(ACTIONS.signatureAccount, option(ids.account), library(ids, 'signature')),
  },
  [`options ${ACTIONS.signatureAccount}`]: { silent: true, send: (ids) => search(ACTIONS.signatureAccount, '', library(ids, 'signature')) },
  [`view ${VIEWS.libraryItem}`]: {
    send: (ids) =>
      submit(VIEWS.libraryItem, library(ids, 'template', { id: ids.template }).privateMetadata, {
        [`name:template:${ids.template}:/${ACTIONS.itemName}`]: text('Other name'),
        [`text:template:${ids.template}:/${ACTIONS.itemText}`]: text('Other words'),
        [ACTIONS.itemAccounts]: options(ids.account),
        [ACTIONS.itemLabels]: options(ids.label),
      }),
  },
  [`view ${VIEWS.signature}`]: {
    send: (ids) =>
      submit(VIEWS.signature, library(ids, 'signature', { account: ids.account }).privateMetadata, {
        [`text:signature:new:${ids.account}/${ACTIONS.itemText}`]: text('Signed'),
      }),
  },
  [`action ${ACTIONS.deleteItem}`]: {
    send: (ids) => click(ACTIONS.deleteItem, value(ids.snippet), library(ids, 'snippet', { id: ids.snippet })),
  },
  [`options ${ACTIONS.homeBrand}`]: { silent: true, send: () => search(ACTIONS.homeBrand, '') },
  [`options ${ACTIONS.homeLabel}`]: { silent: true, send: () => search(ACTIONS.homeLabel, '') },

  // accounts
  [`action ${ACTIONS.connect}`]: { silent: true, send: () => click(ACTIONS.connect) },
  [`action ${ACTIONS.choosePages}`]: { send: (ids) => click(ACTIONS.choosePages, value(`meta:${ids.choice}`)) },
  [`options ${ACTIONS.pages}`]: { silent: true, send: (ids) => search(ACTIONS.pages, 'Blue', pages(ids)) },
  [`view ${VIEWS.choosePages}`]: {
    send: (ids) => submit(VIEWS.choosePages, pages(ids).privateMetadata, { [`${ACTIONS.pages}:0`]: options(ids.account) }),
  },
  [`action ${ACTIONS.accountsBrand}`]: { blind: true, send: (ids) => click(ACTIONS.accountsBrand, option(ids.brand)) },
  [`action ${ACTIONS.accountsPage}`]: { blind: true, send: (ids) => click(ACTIONS.accountsPage, value(`${ids.brand}:1`)) },
  [`options ${ACTIONS.accountsBrand}`]: { silent: true, send: () => search(ACTIONS.accountsBrand, '') },
  [`action ${ACTIONS.moveAccount}`]: { send: (ids) => click(ACTIONS.moveAccount, value(ids.account)) },
  [`options ${ACTIONS.moveTo}`]: { silent: true, send: () => search(ACTIONS.moveTo, '') },
  [`view ${VIEWS.moveAccount}`]: {
    send: (ids) => submit(VIEWS.moveAccount, JSON.stringify({ account: ids.account }), { [ACTIONS.moveTo]: option(ids.brand) }),
  },
  [`action ${ACTIONS.reconnect}`]: { send: (ids) => click(ACTIONS.reconnect, value(ids.account)) },
  [`action ${ACTIONS.disconnect}`]: { send: (ids) => click(ACTIONS.disconnect, value(ids.account)) },
  [`action ${ACTIONS.disconnectGrant}`]: { send: (ids) => click(ACTIONS.disconnectGrant, value(`${ids.brand}:${ids.grant}`)) },

  // Slack itself; both take the whole workspace, and carry no ids but its own
  'event app_uninstalled': { silent: true, send: () => ({ kind: 'event', event: 'app_uninstalled' }) },
  'event tokens_revoked': { silent: true, send: () => ({ kind: 'event', event: 'tokens_revoked', fields: { tokens: { bot: [] } } }) },
};

function click(action: string, fields: Json = {}, view?: ForgedView): Forged {
  const type = typeof fields.type === 'string' ? fields.type : 'button';
  return {
    kind: 'block_actions',
    action: { type, block_id: action, ...fields, action_id: action },
    ...(view === undefined ? {} : { view }),
  };
}

function submit(callbackId: string, privateMetadata: string, values: Readonly<Record<string, Json>> = {}): Forged {
  return { kind: 'view_submission', view: { callbackId, privateMetadata, values } };
}

function closed(callbackId: string, privateMetadata: string, values: Readonly<Record<string, Json>> = {}): Forged {
  return { kind: 'view_closed', view: { callbackId, privateMetadata, values } };
}

function search(actionId: string, words: string, view?: ForgedView): Forged {
  return { kind: 'block_suggestion', actionId, value: words, ...(view === undefined ? {} : { view }) };
}

function write(ids: Ids, values: Readonly<Record<string, Json>> = {}): ForgedView {
  return { callbackId: VIEWS.write, privateMetadata: compose(ids), values };
}

function filled(ids: Ids): ForgedView {
  return write(ids, { [ACTIONS.writeAccounts]: options(ids.account), [`text:${ids.version}/${ACTIONS.writeText}:0`]: text('Other words') });
}

function library(ids: Ids, shelf: string, more: Json = {}): ForgedView {
  return { callbackId: VIEWS.library, privateMetadata: JSON.stringify({ brand: ids.brand, shelf, ...more }) };
}

function check(ids: Ids): ForgedView {
  return { callbackId: VIEWS.check, privateMetadata: compose(ids) };
}

function settings(ids: Ids): ForgedView {
  return { callbackId: VIEWS.settings, privateMetadata: JSON.stringify({ brand: ids.brand }) };
}

function compose({ draft, version, brand }: Ids, more: Json = {}): string {
  return JSON.stringify({ draft, version: Number(version), brand, zone: 'Europe/Berlin', ...more });
}

function policy(scope: Json): ForgedView {
  return { callbackId: VIEWS.policy, privateMetadata: JSON.stringify({ ...scope, mark: 'none' }) };
}

function pages(ids: Ids): ForgedView {
  return { callbackId: VIEWS.choosePages, privateMetadata: JSON.stringify({ family: 'meta', choice: ids.choice }) };
}

function reviewed({ post, revision, mark }: Ids): string {
  return `${post}:${revision}:${mark}`;
}

function picked({ post, revision, mark, contentHash }: Ids): string {
  return [post, revision, mark, contentHash].join(':');
}

const value = (given: string): Json => ({ type: 'button', value: given });
const text = (given: string): Json => ({ type: 'plain_text_input', value: given });
const option = (given: string): Json => ({
  type: 'static_select',
  selected_option: { text: { type: 'plain_text', text: 'One' }, value: given },
});
const options = (given: string): Json => ({
  type: 'checkboxes',
  selected_options: [{ text: { type: 'plain_text', text: 'One' }, value: given }],
});
const date = (given: string): Json => ({ type: 'datepicker', selected_date: given });
const reasons = { [ACTIONS.reason]: option('tone'), [ACTIONS.comment]: text('Too loud') };
