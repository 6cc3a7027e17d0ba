/** Whether a device may still come in. Asked at its connection, at each request and once a second while it stands. */
import { AppError } from '#shared/contract/errors.ts';
import type { Clock } from '#shared/sync/clock.ts';
import type { HubStore, KnownDevice } from '../store/hub-store.ts';

/** Throws `auth/unknown`, `auth/removed` or `auth/expired`. */
export async function admitted(store: HubStore, clock: Clock, tokenHash: string): Promise<KnownDevice> {
  const device = await store.access.deviceByTokenHash(tokenHash);
  if (!device) throw new AppError('auth/unknown');
  if (device.removedAt !== null) throw new AppError('auth/removed');
  if (device.expiresAt !== null && Date.parse(device.expiresAt) <= clock.nowMs())
    throw new AppError('auth/expired');
  return device;
}
