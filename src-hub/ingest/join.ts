/** Joining with an invite: uses the code up and hands out the device's token, which is stored hashed. */
import { AppError } from '#shared/contract/errors.ts';
import type { Role } from '#shared/domain/roles.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { HubServices } from '../hub.ts';
import { hashInviteCode, hashSecret, newDeviceToken } from './secrets.ts';

export const JOIN_TRIES = 20;
const WINDOW_MS = 60_000;

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
}

/** Throws `auth/invite` for a code that is not known, used or expired. */
export async function join(
  { store, ids, clock }: HubServices,
  { code, personName, deviceId }: JoinRequest,
): Promise<{ token: string; workspaceId: string; role: Role }> {
  const token = newDeviceToken();
  const device = await store.access.redeemInvite(hashInviteCode(code), {
    deviceId,
    personId: ids.next(),
    personName,
    tokenHash: hashSecret(token),
    now: isoNow(clock),
  });
  if (!device) throw new AppError('auth/invite');
  return { token, workspaceId: (await store.workspace()).id, role: device.role };
}
