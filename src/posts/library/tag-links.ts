import { LRUCache } from 'lru-cache';
import twitterText from 'twitter-text';
import type { PlatformId } from '../../platforms/platform.js';
import type { Campaign } from './item.js';

/** Query parameters that a link gets. */
export type Tags = readonly (readonly [name: string, value: string])[];

/** What a campaign's links carry on a platform. */
export function tagsOf({ name, medium, sources }: Campaign, platform: PlatformId): Tags {
  return [
    ['utm_source', sources[platform] ?? platform],
    ['utm_medium', medium],
    ['utm_campaign', name],
  ];
}

/** The text with tags on every link whose end is clear; every other character stays as it is. */
export function tagText(text: string, tags: Tags): string {
  let tagged = '';
  let done = 0;
  for (const { link, start, end } of linksIn(text)) {
    if (!isClear(text, end)) continue;
    tagged += text.slice(done, start) + tagLink(link, tags);
    done = end;
  }
  return tagged + text.slice(done);
}

/** The link with those tags that it does not have yet, in front of its fragment. What is no web address stays as it is. */
export function tagLink(link: string, tags: Tags): string {
  if (!/^https?:\/\//i.test(link) || !URL.canParse(link)) return link;
  const known = new Set([...new URL(link).searchParams.keys()].map((name) => name.toLowerCase()));
  const missing = tags.filter(([name]) => !known.has(name));
  if (missing.length === 0) return link;
  const fragment = link.includes('#') ? link.indexOf('#') : link.length;
  const query = missing.map(([name, value]) => `${name}=${encoded(value)}`).join('&');
  const joint = link.slice(0, fragment).includes('?') ? '&' : '?';
  return `${link.slice(0, fragment)}${joint}${query}${link.slice(fragment)}`;
}

/** The links of a text that run on into what follows, so that platforms do not agree where they end. */
export function unclearLinks(text: string): string[] {
  return linksIn(text).flatMap(({ link, end }) => (isClear(text, end) ? [] : [link]));
}

/** The text with no tags on its links: the same for a text with and without them. */
export function withoutTags(text: string): string {
  let plain = '';
  let done = 0;
  for (const { link, start, end } of linksIn(text)) {
    plain += text.slice(done, start) + link.replace(TAG, '').replace(/^([^?#]*)&/, '$1?');
    done = end;
  }
  return plain + text.slice(done);
}

/** As X finds them (twitter/twitter-text:js/src/extractUrlsWithIndices.js, November 2026); the others publish no rule and go on to the next space. */
function linksIn(text: string): readonly Link[] {
  const known = lately.get(text);
  if (known !== undefined) return known;
  const found = twitterText.extractUrlsWithIndices(text, { extractUrlsWithoutProtocol: false });
  const links = found.map(({ url, indices: [start, end] }) => ({ link: url, start, end }));
  lately.set(text, links);
  return links;
}

/** A link, and where it stands in its text, in UTF-16 units. */
interface Link {
  readonly link: string;
  readonly start: number;
  readonly end: number;
}

/** The accounts of a post are looked at one after another, mostly with one text, which takes a tenth of a second at its longest. */
const lately = new LRUCache<string, readonly Link[]>({ max: 20 });

/** Nothing but signs that end a sentence stands between the link's end and the next space. */
function isClear(text: string, end: number): boolean {
  CLOSED.lastIndex = end;
  return CLOSED.test(text);
}

/** With every sign escaped that X does not take as the end of a link. */
function encoded(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*.~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

const CLOSED = /[.,;:!?'"…)\]}>»”’。、）」』！？]*(?=\s|$)/uy;
const TAG = /[?&]utm_[a-z]+=[^&#]*/gi;
