/** Opens a file of the desk whatever has happened to it: a damaged one is put aside and made anew of what it still holds. */
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { DamagedDatabaseError, isDamage } from '../damage.ts';
import { renameDurably } from '../durable-files.ts';
import { openDatabase } from '../open.ts';
import { hiddenDamage } from '../salvage/pages.ts';
import type { FileKind, Rescue } from './file-kind.ts';
import { checkLayout } from './layout.ts';
import { finishRescue, partName, rebuiltName } from './put-in-place.ts';
import { rebuild } from './rebuild.ts';

export interface Opened {
  readonly db: Database;
  /** What happened now, if the file was damaged. */
  readonly rescue: Rescue | null;
  /** How the damage showed, for the log. */
  readonly damage: unknown;
}

/**
 * `at` is the ISO time of now. `known` is damage that was found while the file was open, before it was closed for this.
 * Throws what `openDatabase` throws, except for damage; nothing is changed then, and trying again is safe.
 */
export function openOrRescue(file: string, kind: FileKind, at: string, known: unknown = null): Opened {
  finishRescue(file);
  const damage = known ?? damageOf(file, kind);
  if (damage === null) {
    try {
      return { db: openDatabase(file, kind.migrations), rescue: null, damage: null };
    } catch (error) {
      if (!isDamage(error)) throw error;
      return { ...rescued(file, kind, at), damage: error };
    }
  }
  return { ...rescued(file, kind, at), damage };
}

function rescued(file: string, kind: FileKind, at: string): { db: Database; rescue: Rescue } {
  const rescue = rebuild(file, partName(file), kind, at);
  renameDurably(partName(file), rebuiltName(file, at));
  finishRescue(file);
  return { db: openDatabase(file, kind.migrations), rescue };
}

/** Looks where SQLite does not look by itself, or only once it is too late. Null for a file that may be opened. */
function damageOf(file: string, kind: FileKind): unknown {
  const hidden = hiddenDamage(file);
  if (hidden !== null) return new DamagedDatabaseError(hidden);
  if (!existsSync(file)) return null;
  let db: Database | null = null;
  try {
    db = new Database(file, { readonly: true });
    checkLayout(db, kind.migrations);
    const tables = new Set(db.prepare<[], string>(`SELECT name FROM sqlite_schema`).pluck().all());
    for (const table of kind.checkedAtOpen.filter((name) => tables.has(name))) {
      const found = db.pragma(`integrity_check(${table})`, { simple: true });
      if (found !== 'ok') return new DamagedDatabaseError(`${table}: ${found}`);
    }
    return null;
  } catch (error) {
    return isDamage(error) ? error : null;
  } finally {
    db?.close();
  }
}
