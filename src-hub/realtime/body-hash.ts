import { hash } from 'node:crypto';
import { canonicalJson } from '#shared/sync/canonical-json.ts';

/** SHA-256 of the canonical JSON, in hex. */
export function bodyHashOf(value: unknown): string {
  return hash('sha256', textOf(value), 'hex');
}

/** What is nested too deep for the stack has no text; it is no reason to stop, as its mutation will refuse it. */
function textOf(value: unknown): string {
  try {
    return canonicalJson(value);
  } catch (error) {
    if (error instanceof RangeError) return '';
    throw error;
  }
}
