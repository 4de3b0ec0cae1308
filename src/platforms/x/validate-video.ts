import { say } from '../../language/index.js';
import type { Medium, PlatformAccount, Problem, VideoFacts } from '../platform.js';
import { X_PROFILE } from './profile.js';

/** What stops a video on X, by the profile's rules, the first reason only: nothing is converted, so each says how to export it instead. */
export function videoProblems(medium: Medium, index: number, account: PlatformAccount): Problem[] {
  const field = `media.${index}` as const;
  const { number = index + 1 } = medium;
  const stop = problemOf(number, medium, account);
  if (stop !== undefined) return [{ field, sentence: stop, severity: 'stops' }];
  return isLarge(medium) ? [{ field, sentence: say('x.video.large', { number, ...sidesOf(medium), ...LARGEST }), severity: 'note' }] : [];
}

const { video: RULES } = X_PROFILE.files;
const LARGEST = { longSide: RULES.longSide, shortSide: RULES.shortSide };

function problemOf(number: number, medium: Medium, account: PlatformAccount): string | undefined {
  const { video } = medium;
  if (video === undefined) return say('x.video.unreadable', { number });
  return (
    formatProblem(number, medium, video) ??
    sizeProblem(number, medium) ??
    lengthProblem(number, video, account) ??
    shapeProblem(number, medium, video)
  );
}

function formatProblem(number: number, { mimeType }: Medium, { videoCodec, audioCodec }: VideoFacts): string | undefined {
  if (!RULES.mimeTypes.includes(mimeType)) return `${say('x.video.format', { number })} ${say('x.video.export')}`;
  if (!RULES.videoCodecs.includes(videoCodec)) {
    return `${say('x.video.pictureCodec', { number, codec: codecName(videoCodec) })} ${say('x.video.export')}`;
  }
  if (audioCodec !== undefined && !RULES.audioCodecs.includes(audioCodec)) {
    return `${say('x.video.soundCodec', { number, codec: codecName(audioCodec) })} ${say('x.video.export')}`;
  }
  return undefined;
}

function sizeProblem(number: number, { size }: Medium): string | undefined {
  if (size <= RULES.maxBytes) return undefined;
  return say('x.video.tooLarge', { number, megabytes: Math.ceil(size / 1_000_000), most: RULES.maxBytes / 1_000_000 });
}

function lengthProblem(number: number, { durationMs }: VideoFacts, { features = [] }: PlatformAccount): string | undefined {
  const { minMs, maxMs, more } = RULES;
  const most = more !== undefined && features.includes(more.feature) ? more.maxMs : maxMs;
  if (durationMs < minMs) return say('x.video.tooShort', { number, seconds: minMs / 1000 });
  if (durationMs <= most) return undefined;
  const lengths = { number, seconds: Math.ceil(durationMs / 1000), most: most / 1000 };
  return most === maxMs ? say('x.video.tooLongWithoutPremium', lengths) : say('x.video.tooLong', lengths);
}

function shapeProblem(number: number, medium: Medium, { frameRate }: VideoFacts): string | undefined {
  const { width, height } = medium;
  if (Math.min(width, height) < RULES.minSide) return say('x.video.tooSmall', { number, ...sidesOf(medium), least: RULES.minSide });
  if (width / height > RULES.ratio.max || width / height < RULES.ratio.min) return say('x.video.tooNarrow', { number });
  if (frameRate > RULES.maxFrameRate + ROUNDING) return say('x.video.frameRate', { number, frameRate, most: RULES.maxFrameRate });
  return undefined;
}

/** X names 1,280 by 1,024 and takes larger ones as phones make them in the field, so it is told and not stopped (November 2026). */
function isLarge({ width, height }: Medium): boolean {
  return Math.max(width, height) > RULES.longSide || Math.min(width, height) > RULES.shortSide;
}

function sidesOf({ width, height }: Medium): { width: number; height: number } {
  return { width, height };
}

/** As people write it; `unknown` is for the catalogue to say. */
function codecName(codec: string): string {
  return CODECS[codec] ?? (codec === 'unknown' ? codec : codec.toUpperCase());
}

/** A camera's 60 is not always sixty. */
const ROUNDING = 0.5;
const CODECS: Readonly<Record<string, string>> = { hevc: 'H.265 (HEVC)', vp9: 'VP9', vp8: 'VP8', av1: 'AV1', opus: 'Opus', mp3: 'MP3' };
