/** Joining with an invite: uses the code up and hands out the device's token, which is stored hashed. */
import { AppError } from '#shared/contract/errors.ts';
import { PROTOCOL_VERSION } from '#shared/contract/hub.ts';
import type { Role } from '#shared/domain/roles.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { HubServices } from '../hub.ts';
import { hashInviteCode, hashSecret, newDeviceToken } from './secrets.ts';

export const JOIN_TRIES = 20;
const WINDOW_MS = 60_000;
/** How long a device's token lasts without being renewed. */
const DEVICE_DAYS = 90;

/** When a token that is made or renewed now ends. */
export function deviceExpiry(clock: Clock): string {
  return new Date(clock.nowMs() + DEVICE_DAYS * 24 * 3_600_000).toISOString();
}

/** Counts tries by caller in windows of a minute. Throws `request/too-many` for those beyond. */
export function joinLimit(clock: Clock): (caller: string) => void {
  let windowStart = clock.monotonicMs();
  let tries = new Map<string, number>();
  return (caller) => {
    const now = clock.monotonicMs();
    if (now - windowStart >= WINDOW_MS) {
      windowStart = now;
      tries = new Map();
    }
    const count = (tries.get(caller) ?? 0) + 1;
    tries.set(caller, count);
    if (count > JOIN_TRIES) throw new AppError('request/too-many');
  };
}

export interface JoinRequest {
  readonly code: string;
  readonly personName: string;
  readonly deviceId: string;
  readonly deviceName?: string | undefined;
  readonly protocol?: number | undefined;
}

const refusals = {
  unknown: 'auth/invite',
  used: 'auth/invite-used',
  expired: 'auth/invite-expired',
} as const;

/** Throws `auth/invite…` for a code that is not known, used or expired, and `hub/protocol` before it is used up. */
export async function join(
  { store, ids, clock }: HubServices,
  { code, personName, deviceId, deviceName, protocol }: JoinRequest,
): Promise<{ token: string; workspaceId: string; role: Role }> {
  if (protocol !== undefined && protocol !== PROTOCOL_VERSION) throw new AppError('hub/protocol');
  const token = newDeviceToken();
  const redeemed = await store.access.redeemInvite(hashInviteCode(code), {
    deviceId,
    deviceName: deviceName || null,
    personId: ids.next(),
    personName,
    tokenHash: hashSecret(token),
    createdAt: isoNow(clock),
    expiresAt: deviceExpiry(clock),
  });
  if ('refused' in redeemed) throw new AppError(refusals[redeemed.refused]);
  return { token, workspaceId: (await store.workspace()).id, role: redeemed.device.role };
}
