/** Where a hub's backups lie and how they are named: `backups/hub-20260618-110000.db` beside the database. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const KEPT_BACKUPS = 3;

const NAME = /^hub-\d{8}-\d{6}\.db$/;

/** The folder of a database's backups; it may not be there yet. */
export function backupFolder(databaseFile: string): string {
  return join(dirname(databaseFile), 'backups');
}

/** Makes the folder and answers where a backup of that moment goes. */
export function newBackupFile(databaseFile: string, nowMs: number): string {
  const folder = backupFolder(databaseFile);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const digits = new Date(nowMs).toISOString().replaceAll(/\D/g, '');
  return join(folder, `hub-${digits.slice(0, 8)}-${digits.slice(8, 14)}.db`);
}

/** Ends all but the latest, and what a backup that was cut off has left. Only files that are named as ours are touched. */
export function endOldBackups(databaseFile: string): void {
  const folder = backupFolder(databaseFile);
  const names = readdirSync(folder);
  const old = names
    .filter((name) => NAME.test(name))
    .sort()
    .slice(0, -KEPT_BACKUPS);
  const halves = names.filter(
    (name) => NAME.test(name.replace(/\.part(-journal)?$/, '')) && !NAME.test(name),
  );
  for (const name of [...old, ...halves]) rmSync(join(folder, name), { force: true });
}
