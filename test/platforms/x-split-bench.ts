import { splitText } from '../../src/platforms/x/split.js';

/** How long splitting 25,000 characters takes, in ms, for one kind of text. */
export interface SplitFigure {
  readonly text: string;
  readonly parts: number;
  readonly fastestMs: number;
  readonly medianMs: number;
  readonly slowestMs: number;
}

/** Splits 25,000 characters of several scripts `runs` times each, once warm. */
export function measureSplit(runs = 50): SplitFigure[] {
  return Object.entries(TEXTS).map(([text, unit]) => {
    const whole = unit.repeat(Math.ceil(25_000 / unit.length)).slice(0, 25_000);
    for (let warm = 0; warm < 5; warm += 1) splitText(whole, 280);
    const times = Array.from({ length: runs }, () => {
      const startedAt = performance.now();
      splitText(whole, 280);
      return performance.now() - startedAt;
    }).sort((a, b) => a - b);
    return {
      text,
      parts: splitText(whole, 280).parts.length,
      fastestMs: times[0] ?? 0,
      medianMs: times[runs >> 1] ?? 0,
      slowestMs: times.at(-1) ?? 0,
    };
  });
}

const TEXTS = {
  English: 'Fresh coffee from Monday on. Come by https://example.com/a?b=c and say hi to @ada, we open at 8. ',
  paragraphs: 'A paragraph of some words.\n\n',
  Japanese: '今日は新しいコーヒーを紹介します。ぜひお店に来てください。',
  Thai: 'สวัสดีครับวันนี้เรามีกาแฟใหม่มาแนะนำ',
  Arabic: 'مرحبا بكم في متجرنا الجديد للقهوة. ',
  'decomposed German': 'Übergröße süß. '.normalize('NFD'),
  'families and flags': '👨‍👩‍👧‍👦🇩🇪👍🏽',
  'one word': 'a',
};
