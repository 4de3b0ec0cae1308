import { card } from './en/card.js';
import { common } from './en/common.js';
import { compose } from './en/compose.js';
import { connect } from './en/connect.js';
import { home } from './en/home.js';
import { platform } from './en/platform.js';
import { review } from './en/review.js';
import { room } from './en/room.js';
import { settings } from './en/settings.js';

/** English: every sentence that a person reads, by what it means, as ICU messages. */
export const en = { ...common, ...card, ...compose, ...connect, ...home, ...platform, ...review, ...room, ...settings } as const;
