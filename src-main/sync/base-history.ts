/**
 * Of which history the bases are, and up to where: workspace, epoch and cursor; the snapshot under way; how far the hub's
 * backup and its tombstones reach. Every writing method runs in its caller's transaction or in one of its own.
 */
import type Database from 'better-sqlite3';
import type { Changes, Welcome } from '#shared/contract/hub.ts';
import type { MetaRepo } from '../cache/meta.repo.ts';
import type { OutboxRepo } from '../cache/outbox.repo.ts';

export type HubHistory = Pick<
  Welcome,
  'workspaceId' | 'epoch' | 'headSeq' | 'backupSeq' | 'horizonSeq' | 'lastCseq'
>;

export interface BaseHistory {
  /** Of the hub that greeted last; null = none has yet. */
  epoch(): string | null;
  cursor(): number;
  /** Counts the snapshots; bases carry the number of the one that saw them last. */
  generation(): number;
  /** The horizon that the snapshot under way began with; null when there is none. */
  snapshotHorizon(): number | null;
  /** The latest horizon that the hub told. */
  horizon(): number;
  /** Above which `cseq` the hub has lost what it once answered; offered again once its snapshot is here ([SY42]). */
  offerAbove(): number | null;
  greeted(hub: HubHistory): 'same' | 'another-history' | 'another-stream';
  tooOld(): void;
  /** Watermarks that came with changes. */
  heard(told: Pick<Changes, 'backupSeq' | 'horizonSeq'>): void;
  /** The bases are complete up to `toSeq`; `finish` ends the snapshot. */
  reached(toSeq: number, finish: boolean): void;
}

export interface BaseHistoryOptions {
  readonly db: Database;
  readonly meta: MetaRepo;
  readonly outbox: OutboxRepo;
  readonly nextStreamId: () => string;
}

export function baseHistory({ db, meta, outbox, nextStreamId }: BaseHistoryOptions): BaseHistory {
  const numberOf = (name: Parameters<MetaRepo['get']>[0]) => {
    const value = meta.get(name);
    return value === null || value === '' ? null : Number(value);
  };
  const set = (name: Parameters<MetaRepo['get']>[0], value: number | null) =>
    meta.set(name, value === null ? '' : String(value));
  const cursor = () => numberOf('cursor') ?? 0;
  const generation = () => numberOf('generation') ?? 0;
  const snapshotHorizon = () => numberOf('snapshotHorizon');
  const offerAbove = () => numberOf('offerAbove');

  function beginSnapshot(horizonSeq: number): void {
    set('generation', generation() + 1);
    set('snapshotHorizon', horizonSeq);
    // With the bases and not after them: a cursor that outlived them would skip them for ever.
    set('cursor', 0);
  }
  function dropCovered(): void {
    // Seqs of ops are of the history before, until they have been offered again.
    if (snapshotHorizon() === null) outbox.dropCovered(numberOf('backupSeq') ?? 0);
  }

  return {
    epoch: () => meta.get('epoch'),
    cursor,
    generation,
    snapshotHorizon,
    horizon: () => numberOf('horizonSeq') ?? 0,
    offerAbove,
    greeted: (hub) =>
      db
        .transaction(() => {
          if (hub.lastCseq > outbox.lastCseq()) {
            meta.set('streamId', nextStreamId());
            return 'another-stream' as const;
          }
          const another =
            meta.get('workspaceId') !== hub.workspaceId ||
            meta.get('epoch') !== hub.epoch ||
            cursor() > hub.headSeq;
          set('backupSeq', hub.backupSeq);
          set('horizonSeq', hub.horizonSeq);
          if (another) {
            beginSnapshot(hub.horizonSeq);
            set('offerAbove', hub.lastCseq);
            outbox.reopen();
            meta.set('workspaceId', hub.workspaceId);
            meta.set('epoch', hub.epoch);
            return 'another-history' as const;
          }
          const needed = Math.max(cursor(), snapshotHorizon() ?? 0);
          if (cursor() > 0 && needed < hub.horizonSeq) beginSnapshot(hub.horizonSeq);
          dropCovered();
          return 'same' as const;
        })
        .immediate(),
    tooOld: () => db.transaction(() => beginSnapshot(numberOf('horizonSeq') ?? 0)).immediate(),
    heard({ backupSeq, horizonSeq }) {
      if (backupSeq !== undefined && backupSeq !== numberOf('backupSeq')) {
        set('backupSeq', backupSeq);
        dropCovered();
      }
      if (horizonSeq !== undefined && (horizonSeq !== numberOf('horizonSeq') || cursor() === 0)) {
        set('horizonSeq', horizonSeq);
        // Its first page: what was removed before it was made is nothing to a desk that begins with it.
        if (snapshotHorizon() !== null && cursor() === 0) set('snapshotHorizon', horizonSeq);
      }
    },
    reached(toSeq, finish) {
      const above = offerAbove();
      if (finish && above !== null) outbox.offerAgain(above);
      if (finish) {
        set('snapshotHorizon', null);
        set('offerAbove', null);
      }
      const covered = snapshotHorizon() === null ? (numberOf('backupSeq') ?? 0) : 0;
      outbox.confirm(toSeq, covered);
      if (toSeq !== cursor()) set('cursor', toSeq);
      if (finish) dropCovered();
    },
  };
}
