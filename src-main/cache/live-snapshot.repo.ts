/** SQL of live figures as they last stood: what a screen shows, with its age, while the hub is away. */
import type Database from 'better-sqlite3';
import { type DeskLive, deskLiveSchema } from '#shared/contract/live.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';

export interface KeptLive {
  /** ISO time: when the hub last confirmed them. */
  readonly asOf: string;
  readonly frame: DeskLive;
}

export interface LiveSnapshotRepo {
  /** Null when there is none, or none that can be read. */
  load(showId: string, runKind: RunKind): KeptLive | null;
  save(showId: string, runKind: RunKind, kept: KeptLive): void;
  forget(showId: string, runKind: RunKind): void;
}

/** Shows long over make room: their figures come from the hub when somebody looks. */
const MOST_KEPT = 20;

export function liveSnapshotRepo(db: Database): LiveSnapshotRepo {
  const load = db.prepare<[string, string], { asOf: string; frame: string }>(
    'SELECT as_of AS asOf, frame FROM live_snapshot WHERE show_id = ? AND run_kind = ?',
  );
  const save = db.prepare<[string, string, string, string]>(
    `INSERT INTO live_snapshot (show_id, run_kind, as_of, frame) VALUES (?, ?, ?, ?)
     ON CONFLICT (show_id, run_kind) DO UPDATE SET as_of = excluded.as_of, frame = excluded.frame`,
  );
  const forget = db.prepare<[string, string]>('DELETE FROM live_snapshot WHERE show_id = ? AND run_kind = ?');
  const prune = db.prepare<[number]>(
    `DELETE FROM live_snapshot WHERE (show_id, run_kind) NOT IN
       (SELECT show_id, run_kind FROM live_snapshot ORDER BY as_of DESC LIMIT ?)`,
  );
  const saveAlone = db.transaction((showId: string, runKind: RunKind, { asOf, frame }: KeptLive) => {
    save.run(showId, runKind, asOf, JSON.stringify(frame));
    prune.run(MOST_KEPT);
  });
  return {
    load(showId, runKind) {
      const row = load.get(showId, runKind);
      if (!row) return null;
      const frame = deskLiveSchema.safeParse(parsed(row.frame));
      return frame.success ? { asOf: row.asOf, frame: frame.data } : null;
    },
    forget: (showId, runKind) => {
      forget.run(showId, runKind);
    },
    save: (showId, runKind, kept) => {
      saveAlone(showId, runKind, kept);
    },
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
