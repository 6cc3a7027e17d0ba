/** SQL of keys, invites, devices and remembered answers. */
import type Database from 'better-sqlite3';
import type { Role } from '#shared/domain/roles.ts';
import { scopeSchema } from '#shared/domain/roles.ts';
import type { Access, KeyRecord, KnownDevice, ListedDevice, NewDevice, Redeemed } from '../hub-store.ts';

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
  const insertDevice = db.prepare<
    [string, string, string, string, string, string, string | null, string | null]
  >(`
    INSERT INTO devices (device_id, token_hash, person_id, person_name, role, created_at, device_name, expires_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const named = `device_id AS deviceId, person_id AS personId, person_name AS personName, role,
    device_name AS deviceName, expires_at AS expiresAt`;
  const selectDevice = db.prepare<[string], KnownDevice>(
    `SELECT ${named}, removed_at AS removedAt FROM devices WHERE token_hash = ?`,
  );
  const selectDevices = db.prepare<[], ListedDevice>(`
    SELECT ${named}, created_at AS joinedAt, seen_at AS seenAt
    FROM devices WHERE removed_at IS NULL ORDER BY created_at, person_id`);
  const removeDevice = db.prepare<[string, string, string]>(
    'UPDATE devices SET removed_at = ? WHERE person_id = ? AND device_id = ? AND removed_at IS NULL',
  );
  const renewDevice = db.prepare<[string, string]>(
    'UPDATE devices SET expires_at = ? WHERE token_hash = ? AND expires_at IS NOT NULL',
  );
  const seeDevice = db.prepare<[string, string]>('UPDATE devices SET seen_at = ? WHERE token_hash = ?');
  const selectAnswer = db.prepare<[string, string], { bodyHash: string; answer: string }>(
    'SELECT body_hash AS bodyHash, answer FROM remembered_answers WHERE scope = ? AND key = ?',
  );
  const insertAnswer = db.prepare<[string, string, string, string]>(`
    INSERT INTO remembered_answers (scope, key, body_hash, answer) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`);

  const addDevice = (device: NewDevice): void => {
    const { deviceId, tokenHash, personId, personName, role, createdAt } = device;
    const { deviceName = null, expiresAt = null } = device;
    // A person's new token on a device ends the old one. A device names itself, so its name alone may end nobody's.
    deleteDevice.run(deviceId, personId);
    insertDevice.run(deviceId, tokenHash, personId, personName, role, createdAt, deviceName, expiresAt);
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
    redeemInvite: (hash: string, device: Arguments<'redeemInvite'>[1]): Redeemed => {
      const invite = selectInvite.get(hash);
      if (!invite) return { refused: 'unknown' };
      if (invite.redeemed_at !== null) return { refused: 'used' };
      if (Date.parse(invite.expires_at) <= Date.parse(device.createdAt)) return { refused: 'expired' };
      useInvite.run(device.createdAt, hash);
      addDevice({ ...device, role: invite.role });
      const { deviceId, personId, personName } = device;
      return { device: { deviceId, personId, personName, role: invite.role } };
    },
    addDevice,
    deviceByTokenHash: (hash: string): KnownDevice | null => selectDevice.get(hash) ?? null,
    devices: (): ListedDevice[] => selectDevices.all(),
    removeDevice: ({ personId, deviceId }: Arguments<'removeDevice'>[0], at: string): boolean =>
      removeDevice.run(at, personId, deviceId).changes > 0,
    renewDevice: (tokenHash: string, expiresAt: string): void => {
      renewDevice.run(expiresAt, tokenHash);
    },
    deviceSeen: (tokenHash: string, at: string): void => {
      seeDevice.run(at, tokenHash);
    },
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
