import { pagesOf } from '../meta/html.js';

/** A page of X's. */
export const htmlPage = pagesOf('X');
