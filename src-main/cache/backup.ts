/** A whole copy of a database beside it, made before a migration changes it: the way back for whoever needs the old version. */
import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { backupName, outdatedBackups } from '#shared/sync/database-file.ts';
import { renameDurably, syncFile } from './durable-files.ts';

const KEEP = 2;

/**
 * Copies what is committed in `file`, and is on the disk when it returns; older copies but one go. Holding the file's
 * write lock meanwhile makes the copy exactly what the migration begins with. Throws SQLite's error, such as
 * SQLITE_FULL, and leaves no half copy then.
 */
export function backUpBefore(file: string, version: number): void {
  const [folder, name] = [dirname(file), basename(file)];
  const target = join(folder, backupName(name, version));
  const part = `${target}.part`;
  rmSync(part, { force: true });
  const db = new Database(file, { readonly: true });
  try {
    db.prepare<[string]>('VACUUM INTO ?').run(part);
    // It holds what the original holds, and the original's folder is not always closed to others.
    chmodSync(part, 0o600);
    syncFile(part);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  } finally {
    db.close();
  }
  renameDurably(part, target);
  for (const old of outdatedBackups(readdirSync(folder), name, KEEP))
    rmSync(join(folder, old), { force: true });
}
