/**
 * SQL of a session's bookkeeping: which workspace and epoch the cache mirrors, and up to where. An empty value is as good
 * as none.
 */
import type Database from 'better-sqlite3';

export interface MetaRepo {
  get(name: MetaName): string | null;
  set(name: MetaName, value: string): void;
}
export type MetaName =
  | 'workspaceId'
  | 'epoch'
  | 'cursor'
  | 'streamId'
  | 'generation'
  | 'snapshotHorizon'
  | 'offerAbove'
  | 'backupSeq'
  | 'horizonSeq'
  | 'unwiped'
  | 'personId'
  | 'personName'
  | 'role'
  | 'lastSyncAt'
  | 'expiresAt'
  | 'currentShowId'
  | 'handings';

export function metaRepo(db: Database): MetaRepo {
  const get = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE name = ?');
  const set = db.prepare<[string, string]>(
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  return {
    get: (name) => get.get(name)?.value ?? null,
    set: (name, value) => {
      set.run(name, value);
    },
  };
}
