import { say } from '../language/index.js';
import type { Content, OptionValue, Platform, PlatformAccount, PlatformOption } from '../platforms/platform.js';
import { mentionedNames } from './mentions.js';
import type { AccountOverride } from './post.js';

/** What this account may choose on its platform: options that leave it a choice. */
export function offeredOptions({ profile }: Platform, account: PlatformAccount): PlatformOption[] {
  return (profile.options?.() ?? [])
    .map((option) => ({ ...option, choices: option.choices.filter((choice) => choice.for?.(account) !== false) }))
    .filter(({ choices }) => choices.length > 1);
}

/** The value of every option of the platform, frozen with the content: what was chosen where the account may, else the default. */
export function chosenOptions(platform: Platform, account: PlatformAccount, override?: AccountOverride): Record<string, OptionValue> {
  const offered = offeredOptions(platform, account);
  return Object.fromEntries(
    (platform.profile.options?.() ?? []).map(({ key, default: usual }) => {
      const wanted = override?.options?.[key];
      const may = offered.some((option) => option.key === key && option.choices.some(({ value }) => value === wanted));
      return [key, wanted !== undefined && may ? wanted : usual];
    }),
  );
}

/** What of a content's options is not as usual, in words: `Who can see it: My connections only`. */
export function settingWords({ profile }: Pick<Platform, 'profile'>, { options }: Pick<Content, 'options'>): string[] {
  const chosen = (profile.options?.() ?? []).flatMap(({ key, label, choices, default: usual }) => {
    const choice = choices.find(({ value }) => value === options[key]);
    return choice === undefined || choice.value === usual ? [] : [say('content.setting', { setting: label, choice: choice.label })];
  });
  const mentioned = mentionedNames({ options });
  return mentioned.length === 0 ? chosen : [...chosen, say('content.mentions', { names: mentioned.join(', ') })];
}
