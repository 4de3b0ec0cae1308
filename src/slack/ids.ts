/** Slash commands, as in the manifest. */
export const COMMANDS = { publish: '/publish', connect: '/connect' } as const;

/** `callback_id`s of shortcuts, as in the manifest. */
export const SHORTCUTS = { newPost: 'new_social_post' } as const;

/** `callback_id`s of modals. */
export const VIEWS = {
  write: 'compose_write',
  check: 'compose_check',
  addFiles: 'compose_add_files',
  customise: 'compose_customise',
  requestChanges: 'review_request_changes',
  reject: 'review_reject',
  readAll: 'review_read_all',
  settings: 'settings',
  reschedule: 'timing_reschedule',
  resume: 'pause_resume',
  choosePages: 'accounts_choose_pages',
  notice: 'notice',
} as const;

/** `action_id`s of buttons, menus and inputs. */
export const ACTIONS = {
  // compose
  writeAccounts: 'compose_accounts',
  writeBrand: 'compose_brand',
  writeText: 'compose_text',
  writeLink: 'compose_link',
  writeFiles: 'compose_files',
  writeNote: 'compose_note',
  writeWhen: 'compose_when',
  writeDate: 'compose_date',
  writeTime: 'compose_time',
  writeWhich: 'compose_which_time',
  backToWrite: 'compose_back',
  removeFile: 'compose_remove_file',
  addFiles: 'compose_add_files',
  addBorder: 'compose_add_border',
  removeBorder: 'compose_remove_border',
  altText: 'compose_alt_text',
  publishNow: 'compose_publish_now',
  customise: 'compose_customise',
  customiseOne: 'compose_customise_one',
  commonText: 'compose_common_text',
  option: 'compose_option',
  resumeDraft: 'compose_resume_draft',
  discardDraft: 'compose_discard_draft',
  // review card
  approve: 'review_approve',
  requestChanges: 'review_request_changes',
  reject: 'review_reject',
  more: 'review_more',
  readAll: 'review_read_all',
  readAllPage: 'review_read_all_page',
  edit: 'review_edit',
  reason: 'review_reason',
  comment: 'review_comment',
  // results
  retry: 'result_retry',
  itIsLive: 'result_it_is_live',
  publishAgain: 'result_publish_again',
  reconnect: 'result_reconnect',
  openLink: 'open_link',
  // when it goes out
  publishEarly: 'timing_publish_now',
  reschedule: 'timing_reschedule',
  hold: 'timing_hold',
  release: 'timing_release',
  cancelPost: 'timing_cancel',
  whenKind: 'timing_kind',
  whenDate: 'timing_date',
  whenTime: 'timing_time',
  whenWhich: 'timing_which',
  resume: 'pause_resume',
  overdue: 'pause_overdue',
  // accounts
  connect: 'accounts_connect',
  disconnect: 'accounts_disconnect',
  disconnectGrant: 'accounts_disconnect_grant',
  choosePages: 'accounts_choose_pages',
  pages: 'accounts_pages',
  // settings
  settings: 'settings_open',
  reviewChannel: 'settings_review_channel',
  zone: 'settings_zone',
  authorsMayApprove: 'settings_authors_may_approve',
  postingDays: 'settings_posting_days',
  postingTimes: 'settings_posting_times',
  tolerance: 'settings_tolerance',
} as const;
