/** SQL of the hubs that this console is joined to, and of which one its screens show. */
import type Database from 'better-sqlite3';

export interface JoinedHub {
  readonly sessionId: string;
  readonly url: string;
}

export interface JoinedHubRepo {
  /** In the order in which they were joined. */
  all(): JoinedHub[];
  add(hub: JoinedHub, at: string): void;
  remove(sessionId: string): void;
  shown(): string | null;
  setShown(sessionId: string): void;
}

const SHOWN = 'shown-session';

export function joinedHubRepo(db: Database): JoinedHubRepo {
  const all = db.prepare<[], JoinedHub>(
    'SELECT session_id AS sessionId, url FROM joined_hub ORDER BY joined_at, session_id',
  );
  const add = db.prepare<[string, string, string]>(
    'INSERT INTO joined_hub (session_id, url, joined_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const remove = db.prepare<[string]>('DELETE FROM joined_hub WHERE session_id = ?');
  const get = db.prepare<[string], { value: string }>('SELECT value FROM preference WHERE name = ?');
  const set = db.prepare<[string, string]>(
    'INSERT INTO preference (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  return {
    all: () => all.all(),
    add: ({ sessionId, url }, at) => {
      add.run(sessionId, url, at);
    },
    remove: (sessionId) => {
      remove.run(sessionId);
    },
    shown: () => get.get(SHOWN)?.value ?? null,
    setShown: (sessionId) => {
      set.run(SHOWN, sessionId);
    },
  };
}
