/** What desks are told beside every change: up to where backups reach and tombstones are gone. */
import type { HubStore, Watermarks } from '../store/hub-store.ts';

export interface KnownWatermarks {
  /** As last read. */
  current(): Watermarks;
  /** Reads them anew; true when they have moved. */
  refresh(): Promise<boolean>;
}

export function knownWatermarks(store: Pick<HubStore, 'workspace'>): KnownWatermarks {
  let known: Watermarks = { backupSeq: 0, horizonSeq: 0 };
  return {
    current: () => known,
    async refresh() {
      const { backupSeq, horizonSeq } = await store.workspace();
      const moved = backupSeq !== known.backupSeq || horizonSeq !== known.horizonSeq;
      known = { backupSeq, horizonSeq };
      return moved;
    },
  };
}
