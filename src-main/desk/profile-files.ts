/** What the files of a profile hold unsent, for a person who wants to take it along: in the cases when nothing else works too. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openInput } from '#shared/domain/mutations.ts';
import type { Sealer } from '../cache/sealer.ts';
import { readUnsent, type UnsentOp, type UnsentReading } from '../cache/unsent-ops.ts';

/** What a console knows of its own machine, whatever session it shows. */
export interface Machine {
  readonly files: ProfileFiles;
  /** The person has read of a rescue; null: of the console's own settings. */
  dismissRescue(sessionId: string | null): void;
}

export interface ProfileFiles {
  list(): { sessionId: string; hubUrl: string | null; unsent: number | null }[];
  /** Of one session, or of all when null. */
  export(sessionId: string | null, at: string): { json: string; ops: number; unreadable: number };
}

const SESSIONS = 'sessions';

export function sessionsFolder(dataDir: string): string {
  return join(dataDir, SESSIONS);
}

/** Ids of the sessions that have a file. */
export function keptSessions(dataDir: string): string[] {
  try {
    const names = readdirSync(sessionsFolder(dataDir));
    return names.filter((name) => name.endsWith('.db')).map((name) => name.slice(0, -'.db'.length));
  } catch {
    return [];
  }
}

/** Into a file that nobody guards nothing goes that is sealed at rest: it stays sealed, and readable to this console alone. */
function shown({ input, ...op }: UnsentOp) {
  return { ...op, input: openInput(op.name, input) };
}

/** `sealer` null: the key is not to be had, and what is sealed is exported as it is. */
export function profileFiles(dataDir: string, sealer: Sealer | null): ProfileFiles {
  const read = (sessionId: string): UnsentReading | null =>
    readUnsent(join(sessionsFolder(dataDir), `${sessionId}.db`), sealer);
  return {
    list: () =>
      keptSessions(dataDir).map((sessionId) => {
        const found = read(sessionId);
        return {
          sessionId,
          hubUrl: found?.hubUrl ?? null,
          unsent: found && found.ops.length + found.unreadable,
        };
      }),
    export(sessionId, at) {
      const kept = keptSessions(dataDir).filter((one) => sessionId === null || one === sessionId);
      const sessions = kept.map((one) => ({ sessionId: one, found: read(one) }));
      return {
        json: JSON.stringify(
          {
            format: 'livedesk-unsent',
            version: 1,
            exportedAt: at,
            sessions: sessions.map(({ sessionId: id, found }) => ({
              sessionId: id,
              hubUrl: found?.hubUrl ?? null,
              readable: found !== null,
              unreadable: found?.unreadable ?? null,
              ops: (found?.ops ?? []).map(shown),
            })),
          },
          null,
          2,
        ),
        ops: sessions.reduce((sum, { found }) => sum + (found?.ops.length ?? 0), 0),
        unreadable: sessions.reduce((sum, { found }) => sum + (found?.unreadable ?? 1), 0),
      };
    },
  };
}
