/** SQL of reports that were looked at: what the screen shows of them, with its age, while the hub is away. */
import type Database from 'better-sqlite3';
import { type Report, reportSchema } from '#shared/domain/report/report.schema.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';

export interface KeptReportRow {
  /** ISO time of this desk: when the hub said it. */
  readonly asOf: string;
  readonly report: Report;
}

export interface KeptReportRepo {
  /** Null when there is none, or none that can be read. */
  load(showId: string, runKind: RunKind): KeptReportRow | null;
  /** The latest first. */
  all(): KeptReportRow[];
  save(report: Report, asOf: string): void;
  forget(showId: string, runKind: RunKind): void;
}

const MOST_KEPT = 20;

export function keptReportRepo(db: Database): KeptReportRepo {
  const load = db.prepare<[string, string], { asOf: string; report: string }>(
    'SELECT as_of AS asOf, report FROM kept_report WHERE show_id = ? AND run_kind = ?',
  );
  const all = db.prepare<[], { asOf: string; report: string }>(
    'SELECT as_of AS asOf, report FROM kept_report ORDER BY as_of DESC',
  );
  const save = db.prepare<[string, string, string, string]>(
    `INSERT INTO kept_report (show_id, run_kind, as_of, report) VALUES (?, ?, ?, ?)
     ON CONFLICT (show_id, run_kind) DO UPDATE SET as_of = excluded.as_of, report = excluded.report`,
  );
  const forget = db.prepare<[string, string]>('DELETE FROM kept_report WHERE show_id = ? AND run_kind = ?');
  const prune = db.prepare<[number]>(
    `DELETE FROM kept_report WHERE (show_id, run_kind) NOT IN
       (SELECT show_id, run_kind FROM kept_report ORDER BY as_of DESC LIMIT ?)`,
  );
  const saveAlone = db.transaction((report: Report, asOf: string) => {
    save.run(report.showId, report.runKind, asOf, JSON.stringify(report));
    prune.run(MOST_KEPT);
  });
  return {
    load(showId, runKind) {
      const row = load.get(showId, runKind);
      return row ? readable(row) : null;
    },
    all: () => all.all().flatMap((row) => readable(row) ?? []),
    forget: (showId, runKind) => {
      forget.run(showId, runKind);
    },
    save(report, asOf) {
      saveAlone(report, asOf);
    },
  };
}

/** A row of another version, or a damaged one, is as good as none: the hub makes it anew. */
function readable({ asOf, report }: { asOf: string; report: string }): KeptReportRow | null {
  try {
    return { asOf, report: reportSchema.parse(JSON.parse(report)) };
  } catch {
    return null;
  }
}
