/**
 * Looks at a console's rows again and again over its crashes: (d) its cursor only goes on within one epoch, (e) an op
 * that once stood in its outbox leaves only with a receipt from the hub.
 */
import type { DeskRows } from './desk-rows.ts';

export interface DeskWatch {
  look(rows: DeskRows): void;
  /** Contradictions so far. `receipts` are ids of all ops that the hub has ever answered. */
  violations(receipts: ReadonlySet<string>): string[];
}

export function watchDesk(name: string): DeskWatch {
  const backward: string[] = [];
  const waited = new Set<string>();
  const cursors = new Map<string, number>();
  let now: DeskRows | null = null;
  return {
    look(rows) {
      const before = cursors.get(rows.epoch) ?? 0;
      if (rows.cursor < before) backward.push(`(d) ${name} went back from ${before} to ${rows.cursor}`);
      cursors.set(rows.epoch, rows.cursor);
      for (const opId of rows.outbox.keys()) waited.add(opId);
      now = rows;
    },
    violations(receipts) {
      const vanished = [...waited].filter((opId) => !now?.outbox.has(opId) && !receipts.has(opId));
      return [
        ...backward,
        ...vanished.map((opId) => `(e) ${opId} left the outbox of ${name} without a receipt`),
      ];
    },
  };
}
