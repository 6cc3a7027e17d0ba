/** In which order promises are looked at. Pure. */
import type { HostPromise } from './promise.schema.ts';

/** Open ones first, those due soonest before those without a day, then as they were made; settled ones latest first. */
export function inPromiseOrder(promises: readonly HostPromise[]): HostPromise[] {
  return [...promises].sort((a, b) => {
    const openness = Number(a.state !== 'open') - Number(b.state !== 'open');
    if (openness !== 0) return openness;
    if (a.state !== 'open') return compare(b.settledAt ?? '', a.settledAt ?? '') || compare(a.id, b.id);
    return compare(a.dueAt ?? '9', b.dueAt ?? '9') || compare(a.madeAt, b.madeAt) || compare(a.id, b.id);
  });
}

export function isOverdue({ state, dueAt }: Pick<HostPromise, 'state' | 'dueAt'>, nowMs: number): boolean {
  return state === 'open' && dueAt !== null && Date.parse(dueAt) < nowMs;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
