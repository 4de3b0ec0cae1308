/** `node --import ./test/support/typescript.mjs file.ts` runs TypeScript sources as they are, on every Node this project supports. */
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
