import type { RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { say } from '../language/index.js';
import { sendPage } from './html.js';
import { plainPage } from './pages.js';

/** Lets one address through `perMinute` times a minute, counted in this process, and shows a page past that. */
export function rateLimit(perMinute: number): RequestHandler {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (request, response, next) => {
    try {
      await limiter.consume(request.ip ?? 'unknown');
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      response.set('Retry-After', String(Math.ceil(refused.msBeforeNext / 1000)));
      return sendPage(response, plainPage(429, say('page.tooManyTries'), say('page.tooManyTries.wait')));
    }
    next();
  };
}
