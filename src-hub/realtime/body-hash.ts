import { createHash } from 'node:crypto';
import { canonicalJson } from '#shared/sync/canonical-json.ts';

/** SHA-256 of the canonical JSON, in hex. */
export function bodyHashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
