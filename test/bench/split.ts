import twitterText from 'twitter-text';
import { splitText } from '../../src/platforms/x/split.js';
import type { Bench } from './bench.js';
import { median, round } from './figures.js';

/**
 * Splitting 25,000 characters into a thread, beside the least that it takes: walking the sentences and words of the same text with `Intl.Segmenter`,
 * and weighing all of it once with X's own library. `ms` is the median time of one split of the slowest kind of text, `bestMs` its best;
 * `ratio` is the median of Copydesk's time over the anchor's, all kinds of text together.
 */
export const benchSplit: Bench = async ({ say, rounds = 5, count = 20 }) => {
  const runs: { readonly ours: Times; readonly anchor: Times; readonly ratio: number }[] = [];
  for (let nth = 0; nth <= rounds; nth += 1) {
    const ours = timesOf(count, (text) => splitText(text, 280));
    const anchor = timesOf(Math.ceil(count / 10), walkAndWeigh);
    // The first round warms both up.
    if (nth === 0) continue;
    runs.push({ ours, anchor, ratio: round(sum(ours) / sum(anchor)) });
    say(`round ${nth}: Copydesk ${round(sum(ours))} ms for all kinds of text, anchor ${round(sum(anchor))} ms`);
  }
  const kinds = Object.keys(TEXTS).map((kind) => {
    const times = runs.map(({ ours }) => ours[kind] ?? 0);
    return {
      kind,
      ms: round(median(times)),
      bestMs: round(Math.min(...times)),
      anchorMs: round(median(runs.map(({ anchor }) => anchor[kind] ?? 0))),
    };
  });
  const slowest = kinds.reduce((one, other) => (other.ms > one.ms ? other : one));
  const { anchorMs, ...figures } = slowest;
  return {
    name: 'split',
    ratio: median(runs.map(({ ratio }) => ratio)),
    ...figures,
    anchor: { what: 'Intl.Segmenter walk and twitter-text parse of the same text', ms: anchorMs },
    kinds,
    runs,
  };
};

/** Milliseconds by kind of text. */
type Times = Readonly<Record<string, number>>;

/** The median time in ms per kind of text. */
function timesOf(count: number, work: (text: string) => unknown): Times {
  return Object.fromEntries(
    Object.entries(TEXTS).map(([kind, text]) => {
      const times = Array.from({ length: count }, () => {
        const startedAt = performance.now();
        work(text);
        return performance.now() - startedAt;
      });
      return [kind, median(times)];
    }),
  );
}

function walkAndWeigh(text: string): number {
  let segments = 0;
  for (const granularity of ['sentence', 'word'] as const) {
    for (const _segment of new Intl.Segmenter('en', { granularity }).segment(text)) segments += 1;
  }
  return segments + twitterText.parseTweet(text).weightedLength;
}

function sum(times: Times): number {
  return Object.values(times).reduce((all, each) => all + each, 0);
}

const TEXTS = Object.fromEntries(
  Object.entries({
    English: 'Fresh coffee from Monday on. Come by https://example.com/a?b=c and say hi to @ada, we open at 8. ',
    paragraphs: 'A paragraph of some words.\n\n',
    Japanese: '今日は新しいコーヒーを紹介します。ぜひお店に来てください。',
    Thai: 'สวัสดีครับวันนี้เรามีกาแฟใหม่มาแนะนำ',
    Arabic: 'مرحبا بكم في متجرنا الجديد للقهوة. ',
    'decomposed German': 'Übergröße süß. '.normalize('NFD'),
    'families and flags': '👨‍👩‍👧‍👦🇩🇪👍🏽',
    'one word': 'a',
  }).map(([name, unit]) => [name, unit.repeat(Math.ceil(25_000 / unit.length)).slice(0, 25_000)]),
);
