/** SQL of what the console keeps for itself. A value that no longer parses counts as not set. */
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { type Preferences, preferencesSchema } from '#shared/contract/desk.ts';

const defaults: Preferences = {
  ...{ language: 'system', theme: 'dark', currentShowId: null },
  ...{ keys: {}, lockAfterSec: 0, figuresWhenLocked: true },
};
/** Each by itself: one that another version has written otherwise must not cost the person the rest. */
const keptPreference = (value: unknown): Partial<Preferences> =>
  Object.fromEntries(
    Object.entries(preferencesSchema.shape).flatMap(([name, schema]) => {
      const known = schema.safeParse((value as Record<string, unknown> | null)?.[name]);
      return known.success ? [[name, known.data]] : [];
    }),
  );
const mappingSchema = z.record(z.string(), z.string());

export interface ConsoleRepo {
  preferences(): Preferences;
  setPreferences(changes: Partial<Preferences>): void;
  /** Some value that this profile keeps for ever, made on first use. */
  once(name: string, make: () => string): string;
  /** What `once` has made, or null. */
  known(name: string): string | null;
  /** The host view as it was left; null = never opened. */
  hostView(): unknown;
  setHostView(kept: unknown): void;
  /** Since when the console is locked; null = it is not. */
  lockedSince(): string | null;
  setLockedSince(since: string | null): void;
  sheetMapping(fingerprint: string): Record<string, string> | null;
  setSheetMapping(fingerprint: string, mapping: Record<string, string>): void;
}

export function consoleRepo(db: Database): ConsoleRepo {
  const get = db.prepare<[string], { value: string }>('SELECT value FROM preference WHERE name = ?');
  const set = db.prepare<[string, string]>(
    'INSERT INTO preference (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const mapping = db.prepare<[string], { mapping: string }>(
    'SELECT mapping FROM sheet_mapping WHERE fingerprint = ?',
  );
  const setMapping = db.prepare<[string, string]>(
    `INSERT INTO sheet_mapping (fingerprint, mapping) VALUES (?, ?)
     ON CONFLICT (fingerprint) DO UPDATE SET mapping = excluded.mapping`,
  );
  const preferences = (): Preferences => {
    const row = get.get('preferences');
    const kept = row ? keptPreference(parsed(row.value)) : {};
    return { ...defaults, ...kept };
  };
  return {
    preferences,
    setPreferences: (changes) => {
      set.run('preferences', JSON.stringify({ ...preferences(), ...changes }));
    },
    known: (name) => get.get(`once/${name}`)?.value ?? null,
    once: (name, make) => {
      const known = get.get(`once/${name}`)?.value;
      if (known !== undefined) return known;
      const made = make();
      set.run(`once/${name}`, made);
      return made;
    },
    hostView: () => {
      const row = get.get('host-view');
      return row ? parsed(row.value) : null;
    },
    setHostView: (kept) => {
      set.run('host-view', JSON.stringify(kept));
    },
    lockedSince: () => get.get('locked-since')?.value || null,
    setLockedSince: (since) => {
      set.run('locked-since', since ?? '');
    },
    sheetMapping: (fingerprint) => {
      const row = mapping.get(fingerprint);
      return row ? (mappingSchema.safeParse(parsed(row.mapping)).data ?? null) : null;
    },
    setSheetMapping: (fingerprint, value) => {
      setMapping.run(fingerprint, JSON.stringify(value));
    },
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
