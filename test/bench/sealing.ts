import { Secret } from '../../src/lib/secret.js';

/** The key that seals the one token of a bench. */
export const SEALING = { id: 'bench', key: new Secret(Buffer.alloc(32, 7).toString('base64')) };
