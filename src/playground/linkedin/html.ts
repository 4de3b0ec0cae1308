import { pagesOf } from '../meta/html.js';

/** A page of LinkedIn's. */
export const htmlPage = pagesOf('LinkedIn');
