/** What a shift leaves behind, from what a console can see. Pure. */
import type { DropState } from '../drop/drop.states.ts';
import type { StockAlarm } from '../policy/stock-alarm.ts';
import type { HandoverCounts } from './handover.schema.ts';

export interface SeenByShift {
  readonly drops: readonly { readonly state: DropState }[];
  /** Announcements, each with how many groups nobody knows of. */
  readonly batches: readonly { readonly unknown: number }[];
  /** Acts on the platform. */
  readonly acts: readonly { readonly unknown: boolean }[];
  readonly promises: readonly { readonly state: 'open' | 'done' | 'dropped' }[];
  readonly stock: readonly StockAlarm[];
  readonly questions: readonly { readonly state: 'queued' | 'answered' }[];
  readonly conflicts: number;
}

/** Under way: what the next person must see to its end. */
const open: readonly DropState[] = ['armed', 'countdown', 'sending', 'open'];

export function isOpenDrop(state: DropState): boolean {
  return open.includes(state);
}

export function openPoints(seen: SeenByShift): HandoverCounts {
  const unknownDrops = seen.drops.filter(({ state }) => state === 'unknown').length;
  const unknownGroups = seen.batches.reduce((sum, { unknown }) => sum + unknown, 0);
  return {
    drops: seen.drops.filter(({ state }) => isOpenDrop(state)).length,
    unknown: unknownDrops + unknownGroups + seen.acts.filter(({ unknown }) => unknown).length,
    promises: seen.promises.filter(({ state }) => state === 'open').length,
    stock: seen.stock.filter((alarm) => alarm !== 'none').length,
    questions: seen.questions.filter(({ state }) => state === 'queued').length,
    conflicts: seen.conflicts,
  };
}
