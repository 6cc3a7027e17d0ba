/** SQL of keys, invites, devices and remembered answers. */
import type Database from 'better-sqlite3';
import type { Role } from '#shared/domain/roles.ts';
import { scopeSchema } from '#shared/domain/roles.ts';
import type { Access, DeviceRecord, KeyRecord } from '../hub-store.ts';

type Arguments<K extends keyof Access> = Parameters<Access[K]>;
interface KeyRow {
  id: string;
  label: string;
  scopes: string;
  created_at: string;
}

export type AccessTables = ReturnType<typeof accessTables>;

export function accessTables(db: Database) {
  const insertKey = db.prepare<[string, string, string, string, string]>(
    'INSERT INTO access_keys (id, hash, label, scopes, created_at) VALUES (?, ?, ?, ?, ?)',
  );
  const selectKey = db.prepare<[string], KeyRow>('SELECT * FROM access_keys WHERE hash = ?');
  const selectKeys = db.prepare<[], KeyRow>('SELECT * FROM access_keys ORDER BY created_at, id');
  const deleteKey = db.prepare<[string]>('DELETE FROM access_keys WHERE id = ?');
  const insertInvite = db.prepare<[string, string, string, string]>(
    'INSERT INTO invites (hash, role, created_at, expires_at) VALUES (?, ?, ?, ?)',
  );
  const selectInvite = db.prepare<[string], { role: Role; expires_at: string; redeemed_at: string | null }>(
    'SELECT role, expires_at, redeemed_at FROM invites WHERE hash = ?',
  );
  const useInvite = db.prepare<[string, string]>('UPDATE invites SET redeemed_at = ? WHERE hash = ?');
  const deleteDevice = db.prepare<[string, string]>(
    'DELETE FROM devices WHERE device_id = ? AND person_id = ?',
  );
  const insertDevice = db.prepare<[string, string, string, string, string, string]>(`
    INSERT INTO devices (device_id, token_hash, person_id, person_name, role, created_at)
    VALUES (?, ?, ?, ?, ?, ?)`);
  const selectDevice = db.prepare<[string], DeviceRecord>(`
    SELECT device_id AS deviceId, person_id AS personId, person_name AS personName, role
    FROM devices WHERE token_hash = ?`);
  const selectAnswer = db.prepare<[string, string], { bodyHash: string; answer: string }>(
    'SELECT body_hash AS bodyHash, answer FROM remembered_answers WHERE scope = ? AND key = ?',
  );
  const insertAnswer = db.prepare<[string, string, string, string]>(`
    INSERT INTO remembered_answers (scope, key, body_hash, answer) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`);

  const addDevice = (device: Arguments<'addDevice'>[0]): void => {
    const { deviceId, tokenHash, personId, personName, role, createdAt } = device;
    // A person's new token on a device ends the old one. A device names itself, so its name alone may end nobody's.
    deleteDevice.run(deviceId, personId);
    insertDevice.run(deviceId, tokenHash, personId, personName, role, createdAt);
  };

  return {
    addKey: (key: Arguments<'addKey'>[0]): void => {
      insertKey.run(key.id, key.hash, key.label, JSON.stringify(key.scopes), key.createdAt);
    },
    keyByHash: (hash: string): KeyRecord | null => {
      const row = selectKey.get(hash);
      return row ? keyOf(row) : null;
    },
    keys: (): KeyRecord[] => selectKeys.all().map(keyOf),
    revokeKey: (id: string): boolean => deleteKey.run(id).changes === 1,
    addInvite: (invite: Arguments<'addInvite'>[0]): void => {
      insertInvite.run(invite.hash, invite.role, invite.createdAt, invite.expiresAt);
    },
    redeemInvite: (hash: string, device: Arguments<'redeemInvite'>[1]): DeviceRecord | null => {
      const invite = selectInvite.get(hash);
      if (!invite || invite.redeemed_at !== null) return null;
      if (Date.parse(invite.expires_at) <= Date.parse(device.now)) return null;
      useInvite.run(device.now, hash);
      const { now, ...rest } = device;
      addDevice({ ...rest, role: invite.role, createdAt: now });
      const { deviceId, personId, personName } = device;
      return { deviceId, personId, personName, role: invite.role };
    },
    addDevice,
    deviceByTokenHash: (hash: string): DeviceRecord | null => selectDevice.get(hash) ?? null,
    rememberedAnswer: (scope: string, key: string) => selectAnswer.get(scope, key) ?? null,
    rememberAnswer: (scope: string, key: string, bodyHash: string, answer: string): void => {
      insertAnswer.run(scope, key, bodyHash, answer);
    },
  };
}

function keyOf(row: KeyRow): KeyRecord {
  return {
    id: row.id,
    label: row.label,
    scopes: scopeSchema.array().parse(JSON.parse(row.scopes)),
    createdAt: row.created_at,
  };
}
