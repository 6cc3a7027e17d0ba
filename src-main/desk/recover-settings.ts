/** What the console's settings said, out of the files of its sessions: for when the settings themselves are lost. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sessionNotes } from '../cache/rescue/session-note.repo.ts';
import { keptSessions, sessionsFolder } from './profile-files.ts';
import { OWN_SESSION } from './reach-hub.ts';

export interface RecoveredSettings {
  readonly deviceId: string | null;
  readonly hubs: readonly { readonly sessionId: string; readonly url: string }[];
}

export function recoverSettings(dataDir: string): RecoveredSettings {
  const found = keptSessions(dataDir).map((sessionId) => ({ sessionId, ...whose(dataDir, sessionId) }));
  return {
    deviceId: found.find(({ deviceId }) => deviceId !== null)?.deviceId ?? null,
    hubs: found.flatMap(({ sessionId, hubUrl }) =>
      hubUrl !== null && sessionId !== OWN_SESSION ? [{ sessionId, url: hubUrl }] : [],
    ),
  };
}

function whose(dataDir: string, sessionId: string): { hubUrl: string | null; deviceId: string | null } {
  let db: Database | null = null;
  try {
    db = new Database(join(sessionsFolder(dataDir), `${sessionId}.db`), { readonly: true });
    return sessionNotes(db).whose();
  } catch {
    // A file that is broken too: what it says once it is made anew comes too late for this start.
    return { hubUrl: null, deviceId: null };
  } finally {
    db?.close();
  }
}
