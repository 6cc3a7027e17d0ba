/** Keys and invites by command line, beside a running hub or before there is one. Only hashes are stored. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Role, Scope } from '#shared/domain/roles.ts';
import { type Clock, isoNow, systemClock } from '#shared/sync/clock.ts';
import { uuidIds } from '#shared/sync/ids.ts';
import type { HubStore, KeyRecord, ListedDevice } from '../store/hub-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { hubDatabaseOrNew } from './data-folder.ts';
import { hashInviteCode, hashSecret, newInviteCode, newKey } from './secrets.ts';

const INVITE_DAYS = 7;

/** Opens the hub of a data folder, makes it where there is none, and closes it again. */
export async function withHubStore<T>(dataFolder: string, work: (store: HubStore) => Promise<T>): Promise<T> {
  const file = hubDatabaseOrNew(dataFolder);
  mkdirSync(dirname(file), { recursive: true });
  return withStore(file, work);
}

export async function withStore<T>(file: string, work: (store: HubStore) => Promise<T>): Promise<T> {
  const store = await openSqliteStore({ file, clock: systemClock, ids: uuidIds });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Answers the key itself, which is never to be seen again. */
export async function issueKey(
  store: HubStore,
  { scopes, label }: { scopes: readonly Scope[]; label: string },
): Promise<{ id: string; key: string }> {
  const key = newKey();
  const id = uuidIds.next();
  await store.access.addKey({ id, label, scopes, createdAt: isoNow(systemClock), hash: hashSecret(key) });
  return { id, key };
}

/** Answers the code: good for one device, for a week. */
export async function issueInvite(
  store: HubStore,
  role: Role,
  clock: Clock = systemClock,
): Promise<{ code: string; expiresAt: string }> {
  const code = newInviteCode();
  const createdAt = isoNow(clock);
  const expiresAt = new Date(Date.parse(createdAt) + INVITE_DAYS * 24 * 3_600_000).toISOString();
  await store.access.addInvite({ hash: hashInviteCode(code), role, createdAt, expiresAt });
  return { code, expiresAt };
}

/** A line a key, without anything that opens a door. */
export function keyLine({ id, label, scopes, createdAt }: KeyRecord): string {
  return `${id}  ${createdAt}  ${scopes.join(',')}  ${label}`;
}

/** A line a device; its id comes first. */
export function deviceLine(device: ListedDevice): string {
  const { personId, deviceId, role, personName, deviceName, seenAt, expiresAt } = device;
  const id = `${personId}/${deviceId}`;
  return `${id}  ${role}  ${personName}  ${deviceName ?? '-'}  seen ${seenAt ?? 'never'}  expires ${expiresAt ?? 'never'}`;
}
