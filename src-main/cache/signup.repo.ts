/**
 * SQL of whom this console has signed up lately: enough for its own list, sealed. The full number leaves with the op and
 * is then the hub's alone.
 */
import type Database from 'better-sqlite3';
import type { Sealer } from './sealer.ts';

export interface NotedSignup {
  readonly id: string;
  readonly showId: string;
  readonly opId: string;
  readonly name: string;
  /** Masked. */
  readonly phone: string;
  readonly groupId: string | null;
  readonly at: string;
}

export interface SignupRepo {
  /** Belongs into the transaction that adds the op. */
  add(signup: NotedSignup): void;
  /** Newest first; `pending` where the hub has not taken it. One sealed with a key that is gone is left out. */
  ofShow(showId: string): (NotedSignup & { readonly pending: boolean })[];
  remove(id: string): void;
  /** Forgets those before that ISO time that the hub has taken. */
  forgetBefore(at: string): void;
}

interface Row {
  id: string;
  show_id: string;
  op_id: string;
  at: string;
  sealed: string;
  state: string | null;
}

const UNTAKEN = `SELECT 1 FROM outbox WHERE outbox.op_id = signup.op_id AND outbox.state IN ('pending', 'refused')`;

export function signupRepo(db: Database, sealer: Sealer): SignupRepo {
  const insert = db.prepare<[string, string, string, string, string]>(
    // Tried again out of the conflict tray, it is the same person under another op.
    `INSERT INTO signup (id, show_id, op_id, at, sealed) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET op_id = excluded.op_id`,
  );
  const select = db.prepare<[string], Row>(
    `SELECT signup.*, outbox.state FROM signup LEFT JOIN outbox ON outbox.op_id = signup.op_id
     WHERE show_id = ? ORDER BY signup.at DESC, signup.id DESC`,
  );
  const remove = db.prepare<[string]>('DELETE FROM signup WHERE id = ?');
  const forget = db.prepare<[string]>(`DELETE FROM signup WHERE at < ? AND NOT EXISTS (${UNTAKEN})`);
  return {
    add: ({ id, showId, opId, at, ...person }) => {
      insert.run(id, showId, opId, at, sealer.seal(JSON.stringify(person)));
    },
    ofShow: (showId) =>
      select.all(showId).flatMap(({ id, op_id, at, sealed, state }) => {
        const person = opened(sealer, sealed);
        if (person === null) return [];
        return [
          { ...person, id, showId, opId: op_id, at, pending: state === 'pending' || state === 'refused' },
        ];
      }),
    remove: (id) => {
      remove.run(id);
    },
    forgetBefore: (at) => {
      forget.run(at);
    },
  };
}

type Person = Pick<NotedSignup, 'name' | 'phone' | 'groupId'>;

function opened(sealer: Sealer, sealed: string): Person | null {
  try {
    return JSON.parse(sealer.open(sealed)) as Person;
  } catch {
    return null;
  }
}
