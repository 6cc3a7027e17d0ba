/** SQL of what a session's file says of itself: whose it is, and that it was made anew until the person has read so. */
import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { Rescue } from './file-kind.ts';

const rescueSchema = z.object({
  at: z.string(),
  rescued: z.int(),
  unreadable: z.int(),
  complete: z.boolean(),
});

export interface SessionNotes {
  /** Null when the file was not made anew, or the person has read so. */
  rescue(): Rescue | null;
  forgetRescue(): void;
  /** For when the console's own settings are lost: the list of hubs is in there. */
  sayWhose(hubUrl: string, deviceId: string): void;
  whose(): { readonly hubUrl: string | null; readonly deviceId: string | null };
}

export function sessionNotes(db: Database): SessionNotes {
  const get = db.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck();
  const set = db.prepare<[string, string]>(
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const remove = db.prepare<[string]>('DELETE FROM meta WHERE name = ?');
  return {
    rescue: () => readRescue(get.get('rescued')),
    forgetRescue: () => {
      remove.run('rescued');
    },
    sayWhose(hubUrl, deviceId) {
      const whose = { hubUrl, deviceId };
      for (const [name, value] of Object.entries(whose)) if (get.get(name) !== value) set.run(name, value);
    },
    whose: () => ({ hubUrl: get.get('hubUrl') ?? null, deviceId: get.get('deviceId') ?? null }),
  };
}

/** Null for what is no note. */
export function readRescue(json: string | undefined): Rescue | null {
  if (json === undefined) return null;
  try {
    return rescueSchema.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}
