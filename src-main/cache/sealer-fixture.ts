/** Test fixture: a sealer whose key is the same in every run. */
import { aesSealer } from './sealer.ts';

export const testSealer = aesSealer(Buffer.alloc(32, 7));
