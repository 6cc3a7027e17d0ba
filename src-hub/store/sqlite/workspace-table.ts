/** SQL of the one row about the workspace itself. Synchronous: whoever calls a writing function holds the transaction. */
import type Database from 'better-sqlite3';
import type { Workspace } from '../hub-store.ts';

/** By what a restored file is known: see history.ts. */
export interface HistoryRow {
  readonly epoch: string;
  readonly commits: number;
  readonly isCopy: 0 | 1;
  readonly markFile: string | null;
}

export type WorkspaceTable = ReturnType<typeof workspaceTable>;

export function workspaceTable(db: Database) {
  const insert = db.prepare<[string, string, string]>(
    'INSERT INTO workspace (one, id, epoch, created_at) VALUES (1, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const select = db.prepare<[], Workspace>(`
    SELECT id, epoch, backup_seq AS backupSeq, backup_at AS backupAt, horizon_seq AS horizonSeq FROM workspace`);
  const selectHistory = db.prepare<[], HistoryRow>(
    'SELECT epoch, commits, is_copy AS isCopy, mark_file AS markFile FROM workspace',
  );
  const updateBackup = db.prepare<[number, string]>(
    'UPDATE workspace SET backup_seq = max(backup_seq, ?), backup_at = ?',
  );
  const updateMarkFile = db.prepare<[string]>('UPDATE workspace SET mark_file = ?');
  // What the former history's backups hold says nothing about this one's.
  const updateEpoch = db.prepare<[string]>(
    'UPDATE workspace SET epoch = ?, is_copy = 0, backup_seq = 0, backup_at = NULL',
  );

  function found<T>(row: T | undefined): T {
    if (!row) throw new Error('The workspace row is missing.');
    return row;
  }

  return {
    /** Makes the row of a fresh file. */
    ensure(id: string, epoch: string, at: string): void {
      insert.run(id, epoch, at);
    },
    get: (): Workspace => found(select.get()),
    history: (): HistoryRow => found(selectHistory.get()),
    backedUp(headSeq: number, at: string): void {
      updateBackup.run(headSeq, at);
    },
    markedBy(markFile: string): void {
      updateMarkFile.run(markFile);
    },
    beginEpoch(epoch: string): void {
      updateEpoch.run(epoch);
    },
  };
}
