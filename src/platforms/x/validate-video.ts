import type { Medium, PlatformAccount, Problem, VideoFacts } from '../platform.js';
import { X_PROFILE } from './profile.js';

/** What stops a video on X, by the profile's rules, the first reason only: nothing is converted, so each says how to export it instead. */
export function videoProblems(medium: Medium, index: number, account: PlatformAccount): Problem[] {
  const field = `media.${index}` as const;
  const say = (sentence: string, severity: Problem['severity']): Problem => ({
    field,
    sentence: sentence.replace('%', String(index + 1)),
    severity,
  });
  const stop = medium.video === undefined ? UNREAD : problemOf(medium, medium.video, account);
  if (stop !== undefined) return [say(stop, 'stops')];
  return isLarge(medium) ? [say(`Video % is ${medium.width} by ${medium.height} pixels. ${LARGE}`, 'note')] : [];
}

const { video: RULES } = X_PROFILE.files;

const UNREAD = 'Video % could not be read. Remove it, then add it again.';
const LARGE = `X promises to take ${RULES.longSide} by ${RULES.shortSide}; export a smaller one to be sure.`;
const EXPORT = 'Export it as MP4 with H.264 pictures and AAC sound, then add that.';

function problemOf(medium: Medium, video: VideoFacts, account: PlatformAccount): string | undefined {
  if (!RULES.mimeTypes.includes(medium.mimeType)) return `Video % is neither MP4 nor MOV, which X needs. ${EXPORT}`;
  if (!RULES.videoCodecs.includes(video.videoCodec))
    return `The pictures of video % are ${codecName(video.videoCodec)}, which X does not take. ${EXPORT}`;
  if (video.audioCodec !== undefined && !RULES.audioCodecs.includes(video.audioCodec)) {
    return `The sound of video % is ${codecName(video.audioCodec)}, which X does not take. ${EXPORT}`;
  }
  return sizeProblem(medium) ?? lengthProblem(video, account) ?? shapeProblem(medium, video);
}

function sizeProblem({ size }: Medium): string | undefined {
  if (size <= RULES.maxBytes) return undefined;
  return `Video % has ${Math.ceil(size / 1_000_000)} MB; X takes ${RULES.maxBytes / 1_000_000}. Export a smaller one.`;
}

function lengthProblem({ durationMs }: VideoFacts, { features = [] }: PlatformAccount): string | undefined {
  const { minMs, maxMs, more } = RULES;
  const most = more !== undefined && features.includes(more.feature) ? more.maxMs : maxMs;
  if (durationMs < minMs) return `Video % is shorter than ${minMs / 1000} seconds, the least X takes. Choose a longer one.`;
  if (durationMs <= most) return undefined;
  const [has, takes] = [Math.ceil(durationMs / 1000), most / 1000];
  const subscribe = most === maxMs ? ' Cut it, or reconnect X after subscribing to Premium.' : ' Cut it.';
  return `Video % has ${seconds(has)}; X takes ${seconds(takes)} from this account.${subscribe}`;
}

function shapeProblem({ width, height }: Medium, { frameRate }: VideoFacts): string | undefined {
  if (Math.min(width, height) < RULES.minSide)
    return `Video % is ${width} by ${height} pixels; X takes ${RULES.minSide} at least. Choose a larger one.`;
  if (width / height > RULES.ratio.max || width / height < RULES.ratio.min) {
    return 'Video % is too narrow for X: one side is more than three times the other. Crop it.';
  }
  if (frameRate > RULES.maxFrameRate + ROUNDING)
    return `Video % has ${frameRate} pictures a second; X takes ${RULES.maxFrameRate}. Export it with fewer.`;
  return undefined;
}

/** X names 1,280 by 1,024 and takes larger ones as phones make them in the field, so it is told and not stopped (November 2026). */
function isLarge({ width, height }: Medium): boolean {
  return Math.max(width, height) > RULES.longSide || Math.min(width, height) > RULES.shortSide;
}

function codecName(codec: string): string {
  return CODECS[codec] ?? (codec === 'unknown' ? 'of an unknown kind' : codec.toUpperCase());
}

function seconds(count: number): string {
  return `${count.toLocaleString('en-US')} seconds`;
}

/** A camera's 60 is not always sixty. */
const ROUNDING = 0.5;
const CODECS: Readonly<Record<string, string>> = { hevc: 'H.265 (HEVC)', vp9: 'VP9', vp8: 'VP8', av1: 'AV1', opus: 'Opus', mp3: 'MP3' };
