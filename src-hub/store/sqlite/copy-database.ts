import Database from 'better-sqlite3';

/**
 * Copies a database as it stands at one moment into a new file, also while another process writes to it. Throws
 * SQLite's error when `target` exists or the disk is full.
 */
export function copyDatabase(source: string, target: string): void {
  const db = new Database(source, { readonly: true });
  try {
    db.prepare<[string]>('VACUUM INTO ?').run(target);
  } finally {
    db.close();
  }
}
