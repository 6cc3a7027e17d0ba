/** The console's own settings, as a kind of file that can be made anew. */
import type Database from 'better-sqlite3';
import { consoleMigrations } from '../migrations/index.ts';
import type { FileKind, Rescue } from './file-kind.ts';
import { readRescue } from './session-note.repo.ts';

const own = () => 'own' as const;

export const consoleFileKind: FileKind = {
  migrations: consoleMigrations,
  checkedAtOpen: ['preference', 'sheet_mapping', 'joined_hub'],
  irreplaceable: { preference: own, sheet_mapping: own, joined_hub: own },
  searched: {},
  keep: (_table, rows) => rows,
  note: (db, rescue) => consoleNote(db).set(rescue),
};

/** That the file was made anew, until the person has read so. */
export function consoleNote(db: Database) {
  const name = 'rescued';
  const get = db.prepare<[string], string>('SELECT value FROM preference WHERE name = ?').pluck();
  const set = db.prepare<[string, string]>('INSERT OR REPLACE INTO preference (name, value) VALUES (?, ?)');
  const remove = db.prepare<[string]>('DELETE FROM preference WHERE name = ?');
  return {
    get: (): Rescue | null => readRescue(get.get(name)),
    set: (rescue: Rescue) => {
      set.run(name, JSON.stringify(rescue));
    },
    forget: () => {
      remove.run(name);
    },
  };
}
