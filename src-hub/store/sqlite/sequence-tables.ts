/** SQL of sequences as they run. */
import type Database from 'better-sqlite3';
import type { Sequence } from '#shared/domain/drop/sequence.schema.ts';
import type { SequenceState } from '#shared/domain/drop/sequence.states.ts';
import type { SequenceChange, SequenceEffects, SequenceRecord } from '../sequence-effects.ts';
import type { DocumentTables } from './document-tables.ts';
import type { Writer } from './write-queue.ts';

interface Row {
  state: SequenceState;
  revision: number;
  plan: string;
  steps: string;
  reason: string | null;
  fired_by: string | null;
  started_at: string | null;
}

const neverRan: Row = {
  ...{ state: 'planned', revision: 0, plan: '[]', steps: '[]' },
  ...{ reason: null, fired_by: null, started_at: null },
};

export type SequenceTables = ReturnType<typeof sequenceTables>;

export function sequenceTables(db: Database, documents: DocumentTables) {
  const select = db.prepare<[string], Row>('SELECT * FROM sequence_effects WHERE sequence_id = ?');
  const selectRunning = db
    .prepare<[], string>(
      "SELECT sequence_id FROM sequence_effects WHERE state = 'running' ORDER BY sequence_id",
    )
    .pluck();
  const put = db.prepare<
    [string, string, number, string, string, string | null, string | null, string | null]
  >(`
    INSERT INTO sequence_effects (sequence_id, state, revision, plan, steps, reason, fired_by, started_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (sequence_id) DO UPDATE SET state = excluded.state, revision = excluded.revision,
      plan = excluded.plan, steps = excluded.steps, reason = excluded.reason, fired_by = excluded.fired_by,
      started_at = excluded.started_at`);

  function recordOf({ id, showId, runId }: Sequence): SequenceRecord {
    const row = select.get(id) ?? neverRan;
    return {
      ...{ sequenceId: id, showId, runKind: documents.get('run', runId)?.kind ?? 'live' },
      ...{ state: row.state, revision: row.revision, reason: row.reason },
      plan: JSON.parse(row.plan),
      steps: JSON.parse(row.steps),
      ...{ firedBy: row.fired_by, startedAt: row.started_at },
    };
  }
  function get(sequenceId: string): SequenceRecord | null {
    const sequence = documents.get('sequence', sequenceId);
    return sequence && recordOf(sequence);
  }

  return {
    get,
    ofShow: (showId: string): SequenceRecord[] => documents.list('sequence', showId).map(recordOf),
    running: (): SequenceRecord[] => selectRunning.all().flatMap((id) => get(id) ?? []),
    move(sequenceId: string, revision: number, change: SequenceChange): SequenceRecord | null {
      const before = get(sequenceId);
      if (!before || before.revision !== revision) return null;
      const after = { ...before, ...change };
      put.run(
        ...([sequenceId, after.state, revision + 1, JSON.stringify(after.plan)] as const),
        ...([JSON.stringify(after.steps), after.reason, after.firedBy, after.startedAt] as const),
      );
      return get(sequenceId);
    },
  };
}

export function sequenceEffects(tables: SequenceTables, writer: Writer): SequenceEffects {
  return {
    get: async (sequenceId) => tables.get(sequenceId),
    ofShow: async (showId) => tables.ofShow(showId),
    running: async () => tables.running(),
    move: (sequenceId, revision, change) => writer.write(() => tables.move(sequenceId, revision, change)),
  };
}
