/** SQL of PINs. A PIN has few digits: its hash is sealed too, so that a copied database alone gives none away. */
import type Database from 'better-sqlite3';
import { AppError } from '#shared/contract/errors.ts';
import type { PinClearing, PinRecord, Pins, PinTries } from '../pins.ts';
import type { WorkspaceKey } from '../workspace-key.ts';
import type { Writer } from './write-queue.ts';

interface Row {
  personId: string;
  personName: string | null;
  sealed: string;
  changedAt: string;
  wrong: number;
  blockedUntil: string | null;
}

export type PinTables = ReturnType<typeof pinTables>;

export function pinTables(db: Database, key: WorkspaceKey) {
  const select = db.prepare<[string], Row>(
    `SELECT person_id AS personId, person_name AS personName, sealed, changed_at AS changedAt, wrong,
      blocked_until AS blockedUntil FROM pins WHERE person_id = ?`,
  );
  const selectAll = db.prepare<[], Omit<PinRecord, 'hash'>>(
    `SELECT person_id AS personId, person_name AS personName, changed_at AS changedAt
     FROM pins ORDER BY changed_at, person_id`,
  );
  const upsert = db.prepare<[string, string | null, string, string]>(`
    INSERT INTO pins (person_id, person_name, sealed, changed_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (person_id) DO UPDATE SET person_name = excluded.person_name, sealed = excluded.sealed,
      changed_at = excluded.changed_at, wrong = 0, blocked_until = NULL`);
  const setTries = db.prepare<[number, string | null, string]>(
    'UPDATE pins SET wrong = ?, blocked_until = ? WHERE person_id = ?',
  );
  const remove = db.prepare<[string]>('DELETE FROM pins WHERE person_id = ?');
  const insertCleared = db.prepare<[string, string | null, string, string]>(
    'INSERT OR REPLACE INTO cleared_pins (person_id, by_id, by_name, cleared_at) VALUES (?, ?, ?, ?)',
  );
  const selectCleared = db.prepare<[string], PinClearing>(
    'SELECT by_id AS byId, by_name AS byName, cleared_at AS at FROM cleared_pins WHERE person_id = ?',
  );
  const removeCleared = db.prepare<[string]>('DELETE FROM cleared_pins WHERE person_id = ?');
  const about = (personId: string) => `pin/${personId}`;
  return {
    get(personId: string): (PinRecord & PinTries) | null {
      const row = select.get(personId);
      if (!row) return null;
      const { sealed, ...rest } = row;
      try {
        return { ...rest, hash: key.open(sealed, about(personId)) };
      } catch (error) {
        if (error instanceof AppError) return null;
        throw error;
      }
    },
    list: (): Omit<PinRecord, 'hash'>[] => selectAll.all(),
    put: ({ personId, personName, hash, changedAt }: PinRecord): void => {
      upsert.run(personId, personName, key.seal(hash, about(personId)), changedAt);
      removeCleared.run(personId);
    },
    tried: (personId: string, { wrong, blockedUntil }: PinTries): void => {
      setTries.run(wrong, blockedUntil, personId);
    },
    remove: (personId: string): boolean => remove.run(personId).changes > 0,
    clear(personId: string, { byId, byName, at }: PinClearing): boolean {
      if (remove.run(personId).changes === 0) return false;
      insertCleared.run(personId, byId, byName, at);
      return true;
    },
    cleared: (personId: string): PinClearing | null => selectCleared.get(personId) ?? null,
  };
}

export function pinsOf(tables: PinTables, writer: Writer): Pins {
  return {
    get: async (personId) => tables.get(personId),
    list: async () => tables.list(),
    put: (pin) => writer.write(() => tables.put(pin)),
    tried: (personId, tries) => writer.write(() => tables.tried(personId, tries)),
    remove: (personId) => writer.write(() => tables.remove(personId)),
    clear: (personId, by) => writer.write(() => tables.clear(personId, by)),
    cleared: async (personId) => tables.cleared(personId),
  };
}
