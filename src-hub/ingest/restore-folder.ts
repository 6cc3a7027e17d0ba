/**
 * Puts a backup in the place of a hub's database. The database that stood there is kept beside it. At any moment of it
 * either of the two stands there whole: a process that ends in between leaves nothing to mend.
 */
import { constants, copyFileSync, existsSync, linkSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database, { SqliteError } from 'better-sqlite3';
import { renameDurably, syncFolder } from '../store/durable-files.ts';
import { type BackedUp, stampCopy } from '../store/sqlite/backup.ts';
import { openDatabase } from '../store/sqlite/open-database.ts';
import { takeServeLock } from '../store/sqlite/serve-lock.ts';
import { HUB_LOCK, hubDatabaseOrNew } from './data-folder.ts';

export interface Restored extends BackedUp {
  /** Where the database that was there before is kept; null where there was none. */
  readonly kept: string | null;
}

/**
 * Throws `FolderInUseError` while the hub is served, and an `Error` in plain words for a file that is no hub's, is
 * damaged or was made by a newer version. The folder is as it was then.
 */
export function restoreFolder(dataFolder: string, from: string, nowMs: number): Restored {
  const target = hubDatabaseOrNew(dataFolder);
  const folder = dirname(target);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const release = takeServeLock(join(folder, HUB_LOCK));
  const workshop = join(folder, '.restoring');
  try {
    rmSync(workshop, { recursive: true, force: true });
    mkdirSync(workshop, { mode: 0o700 });
    const fresh = join(workshop, 'hub.db');
    copyWhole(from, fresh);
    // Brought up to today's version here, so that the file that was handed in stays as it is.
    openDatabase(fresh).close();
    const copied = stampCopy(fresh);
    const kept = existsSync(target) ? setAside(target, nowMs) : null;
    renameDurably(fresh, target);
    return { ...copied, kept };
  } finally {
    rmSync(workshop, { recursive: true, force: true });
    release();
  }
}

/** Copies what is committed in `from`, once it has shown to be a hub's and undamaged. */
function copyWhole(from: string, to: string): void {
  if (!existsSync(from)) throw new Error(`There is no file ${from}.`);
  const db = new Database(from, { readonly: true });
  try {
    if (db.pragma('integrity_check', { simple: true }) !== 'ok')
      throw new Error(`${from} is damaged; nothing was restored.`);
    const isHub = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'workspace'").get();
    if (!isHub) throw new Error(`${from} is not a backup of a hub.`);
    db.prepare<[string]>('VACUUM INTO ?').run(to);
  } catch (error) {
    if (error instanceof SqliteError && (error.code === 'SQLITE_NOTADB' || error.code === 'SQLITE_CORRUPT'))
      throw new Error(`${from} is damaged or not a database; nothing was restored.`);
    throw error;
  } finally {
    db.close();
  }
}

/** Keeps the database under another name, where it also stays until it is replaced. Answers that name. */
function setAside(target: string, nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replaceAll(/\D/g, '');
  const kept = `${target}.replaced-${stamp.slice(0, 8)}-${stamp.slice(8)}`;
  const log = `${target}-wal`;
  // Kept before anything touches it: opening a damaged database may end its log.
  if (existsSync(log)) copyFileSync(log, `${kept}-wal`);
  if (foldLog(target)) rmSync(`${kept}-wal`, { force: true });
  // A log that outlived its database would be read into the one that takes its place.
  for (const file of [log, `${target}-shm`]) rmSync(file, { force: true });
  try {
    linkSync(target, kept);
  } catch {
    copyFileSync(target, kept, constants.COPYFILE_EXCL);
  }
  syncFolder(dirname(target));
  return kept;
}

/** Brings the log's writes into the database and ends it; false where the database is too damaged for that. */
function foldLog(file: string): boolean {
  try {
    const db = new Database(file);
    try {
      return db.pragma('journal_mode = DELETE', { simple: true }) === 'delete';
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof SqliteError && error.code === 'SQLITE_BUSY')
      throw new Error(`Another program has ${file} open; nothing was restored.`);
    return false;
  }
}
