/** The console's own settings, as a kind of file that can be made anew. */
import { consoleMigrations } from '../migrations/index.ts';
import type { FileKind } from './file-kind.ts';

const isAny = () => true;
export const NOTE_NAME = 'rescued';

export const consoleFileKind: FileKind = {
  migrations: consoleMigrations,
  checkedAtOpen: ['preference', 'sheet_mapping', 'joined_hub'],
  irreplaceable: { preference: isAny, sheet_mapping: isAny, joined_hub: isAny },
  searched: {},
  keep: (_table, rows) => rows,
  note: (db, rescue) => {
    db.prepare<[string, string]>('INSERT OR REPLACE INTO preference (name, value) VALUES (?, ?)').run(
      NOTE_NAME,
      JSON.stringify(rescue),
    );
  },
};
