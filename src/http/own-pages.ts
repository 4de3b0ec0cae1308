import type { RequestHandler } from 'express';
import { say } from '../language/index.js';
import { sendPage } from './html.js';
import { plainPage } from './pages.js';

/** A browser names the origin of every form it posts; one from another site is none of ours and is answered with this sentence. */
export function ownPagesOnly(publicUrl: string, sentence: 'page.otherSite.connect' | 'page.otherSite.install'): RequestHandler {
  const own = new URL(publicUrl).origin;
  return (request, response, next) => {
    const { origin } = request.headers;
    if (origin === undefined || origin === own) return next();
    sendPage(response, plainPage(403, say('page.otherSite'), say(sentence)));
  };
}
