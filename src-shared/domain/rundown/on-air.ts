import type { DocumentTx } from '../../sync/document-store.ts';
import type { Run } from '../show/show.schema.ts';
import type { Slot } from './slot.schema.ts';

/** Seconds from one wall-clock time to a later one; a clock that went backwards counts as no time. */
export function secondsBetween(fromIso: string, toIso: string): number {
  return Math.max(0, (Date.parse(toIso) - Date.parse(fromIso)) / 1000);
}

/** Takes the run's current slot off air: its time is added up and it gets the given state. */
export async function settleOnAir(tx: DocumentTx, run: Run, at: string, state: Slot['state']): Promise<void> {
  if (run.onAirSlotId === null || run.onAirSince === null) return;
  const slot = await tx.get('slot', run.onAirSlotId);
  if (!slot) return;
  tx.put('slot', { ...slot, state, airedSec: slot.airedSec + secondsBetween(run.onAirSince, at) });
}
