/** The character of an emoji's short name; `:name:` for one that is not among the few known here, or a workspace's own. */
export function emojiWords(name: string): string {
  return EMOJI.get(name) ?? `:${name}:`;
}

/** The characters that Slack spells as code points: `1f469-200d-1f373`. Undefined where they are none. */
export function emojiFromHex(hex: string): string | undefined {
  const points = hex.split('-').map((point) => (/^[0-9a-f]{2,6}$/i.test(point) ? Number.parseInt(point, 16) : Number.NaN));
  return points.every((point) => point <= 0x10ffff) ? String.fromCodePoint(...points) : undefined;
}

const NAMES =
  'smile 😄 grinning 😀 joy 😂 rofl 🤣 slightly_smiling_face 🙂 wink 😉 blush 😊 heart_eyes 😍 sunglasses 😎 thinking_face 🤔 cry 😢 sob 😭 ' +
  'heart ❤️ +1 👍 thumbsup 👍 -1 👎 clap 👏 wave 👋 raised_hands 🙌 pray 🙏 muscle 💪 ok_hand 👌 point_right 👉 point_down 👇 eyes 👀 ' +
  'tada 🎉 rocket 🚀 fire 🔥 star ⭐ sparkles ✨ sunny ☀️ rainbow 🌈 coffee ☕ cake 🍰 bread 🍞 beers 🍻 gift 🎁 trophy 🏆 bulb 💡 ' +
  'bell 🔔 mega 📣 loudspeaker 📢 calendar 📆 date 📅 camera 📷 link 🔗 pushpin 📌 round_pushpin 📍 warning ⚠️ white_check_mark ✅ ' +
  'heavy_check_mark ✔️ x ❌ 100 💯 earth_africa 🌍 seedling 🌱 dog 🐶 cat 🐱 christmas_tree 🎄 jack_o_lantern 🎃 hourglass ⌛';

const EMOJI: ReadonlyMap<string, string> = new Map(
  NAMES.split(' ').flatMap((name, index, all) => (index % 2 === 0 ? [[name, all[index + 1] ?? ''] as const] : [])),
);
