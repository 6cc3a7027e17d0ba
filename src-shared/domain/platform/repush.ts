import type { PlatformAct } from './act.schema.ts';
import type { Repush } from './push-policy.schema.ts';

/** After a long absence it is not pushed in the very moment of coming back. */
const SOONEST_MS = 1000;

/**
 * When what was shown is pushed again, as an ISO time: a time between the two that looks random and follows from the
 * act's id alone, so that every process, also one that was restarted, comes to the same.
 */
export function repushAt(
  { actId, movedAt }: Pick<PlatformAct, 'actId' | 'movedAt'>,
  { minSec, maxSec }: Repush,
  nowMs: number,
): string {
  const waitMs = Math.round((minSec + (maxSec - minSec) * shareOf(actId)) * 1000);
  const at = Date.parse(movedAt) + waitMs;
  return new Date(at > nowMs ? at : nowMs + SOONEST_MS).toISOString();
}

/** In [0, 1): FNV-1a over the id, then a last mixing (murmur3's), since ids made together differ in few places. */
function shareOf(seed: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < seed.length; at += 1) hash = Math.imul(hash ^ seed.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296;
}
