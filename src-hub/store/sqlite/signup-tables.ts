/** SQL of sign-ups. Synchronous: whoever calls a writing function holds the transaction. */
import type Database from 'better-sqlite3';
import type { Signup } from '#shared/domain/signup/signup.schema.ts';
import type { SignupFacts, SignupLogEntry, SignupReader } from '../signup-facts.ts';
import type { WorkspaceKey } from '../workspace-key.ts';
import type { Writer } from './write-queue.ts';

interface Row {
  id: string;
  show_id: string;
  group_id: string;
  consent_at: string;
  device_id: string;
  device_name: string;
  person_id: string;
  sealed: string;
}

export type SignupTables = ReturnType<typeof signupTables>;

export function signupTables(db: Database, key: WorkspaceKey) {
  // The same id again, or the same number for the same group: what stands there was agreed to first.
  const insert = db.prepare<[string, string, string, string, string, string, string, string, string]>(`
    INSERT INTO signups (id, show_id, group_id, phone_tag, consent_at, device_id, device_name, person_id, sealed)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`);
  const newest = db.prepare<[string, number], Row>(
    'SELECT * FROM signups WHERE show_id = ? ORDER BY consent_at DESC, id DESC LIMIT ?',
  );
  const after = db.prepare<[string, string, number], Row>(
    'SELECT * FROM signups WHERE show_id = ? AND id > ? ORDER BY id LIMIT ?',
  );
  const count = db.prepare<[string], number>('SELECT COUNT(*) FROM signups WHERE show_id = ?').pluck();
  const known = db
    .prepare<[string, string, string], number>(
      'SELECT 1 FROM signups WHERE show_id = ? AND group_id = ? AND phone_tag = ?',
    )
    .pluck();
  const remove = db.prepare<[string], string>('DELETE FROM signups WHERE id = ? RETURNING show_id').pluck();
  const insertLog = db.prepare<[string, string, string, string, string, string, number]>(`
    INSERT INTO signup_log (at, what, person_id, person_name, device_id, show_id, count)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const selectLog = db.prepare<[string], SignupLogEntry>(
    `SELECT at, what, person_id AS personId, person_name AS personName, device_id AS deviceId, count
     FROM signup_log WHERE show_id = ? ORDER BY entry`,
  );

  const toSignup = (row: Row): Signup =>
    ({
      ...(JSON.parse(key.open(row.sealed, row.id)) as Pick<Signup, 'name' | 'phone' | 'consentText'>),
      id: row.id,
      showId: row.show_id,
      groupId: row.group_id === '' ? null : row.group_id,
      consentAt: row.consent_at,
      deviceId: row.device_id,
      deviceName: row.device_name,
      personId: row.person_id,
    }) as Signup;

  return {
    add(signup: Signup): void {
      const { id, showId, groupId, name, phone, consentText, consentAt } = signup;
      const { deviceId, deviceName, personId } = signup;
      const sealed = key.seal(JSON.stringify({ name, phone, consentText }), id);
      insert.run(
        ...([id, showId, groupId ?? '', key.tag(phone), consentAt] as const),
        ...([deviceId, deviceName, personId, sealed] as const),
      );
    },
    newest: (showId: string, limit: number) => newest.all(showId, limit).map(toSignup),
    after: (showId: string, id: string, limit: number) => after.all(showId, id, limit).map(toSignup),
    count: (showId: string) => count.get(showId) ?? 0,
    isKnown: ({ showId, groupId, phone }: Pick<Signup, 'showId' | 'groupId' | 'phone'>) =>
      known.get(showId, groupId ?? '', key.tag(phone)) !== undefined,
    remove: (id: string): string | null => remove.get(id) ?? null,
    note(what: SignupLogEntry['what'], showId: string, entries: number, by: SignupReader, at: string): void {
      insertLog.run(at, what, by.personId, by.personName, by.deviceId, showId, entries);
    },
    log: (showId: string) => selectLog.all(showId),
  };
}

export function signupFacts(tables: SignupTables, writer: Writer): SignupFacts {
  return {
    ofShow: async (showId, limit) => tables.newest(showId, limit),
    after: async (showId, afterId, limit) => tables.after(showId, afterId, limit),
    count: async (showId) => tables.count(showId),
    isKnown: async (signup) => tables.isKnown(signup),
    remove: (id, by, at) =>
      writer.write(() => {
        const showId = tables.remove(id);
        if (showId === null) return null;
        tables.note('remove', showId, 1, by, at);
        return { showId };
      }),
    noteExport: (showId, count, by, at) => writer.write(() => tables.note('export', showId, count, by, at)),
    log: async (showId) => tables.log(showId),
  };
}
