/** What a device asks about itself and its team. Lists and removals are the owner's alone. */
import { AppError } from '#shared/contract/errors.ts';
import { may } from '#shared/domain/roles.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { HubServices } from '../hub.ts';
import { issueInvite } from '../ingest/admin.ts';
import { deviceExpiry } from '../ingest/join.ts';
import type { DeskCall, DeskRequests } from './desk-requests.ts';

export type TeamRequestName = 'renew' | 'leave' | 'devices' | 'removeDevice' | 'invite';

export interface TeamRequestsPorts {
  readonly services: Pick<HubServices, 'store' | 'clock'>;
  /** A device may no longer come in: its connections end now. */
  readonly onRemoved: () => void;
}

export function createTeamRequests({
  services: { store, clock },
  onRemoved,
}: TeamRequestsPorts): Pick<DeskRequests, TeamRequestName> {
  const ownerOnly = ({ device }: DeskCall) => {
    if (!may(device.role, 'team')) throw new AppError('auth/role');
  };
  return {
    async renew(_input, { tokenHash }) {
      await store.access.renewDevice(tokenHash, deviceExpiry(clock));
      return { expiresAt: (await store.access.deviceByTokenHash(tokenHash))?.expiresAt ?? null };
    },
    async leave(_input, { device }) {
      await store.access.removeDevice(device, isoNow(clock));
      return null;
    },
    async devices(_input, call) {
      ownerOnly(call);
      return store.access.devices();
    },
    async removeDevice({ personId, deviceId }, call) {
      ownerOnly(call);
      if (call.device.personId === personId && call.device.deviceId === deviceId)
        throw new AppError('device/self');
      if (!(await store.access.removeDevice({ personId, deviceId }, isoNow(clock))))
        throw new AppError('device/not-found');
      onRemoved();
      return null;
    },
    async invite({ role }, call) {
      ownerOnly(call);
      return issueInvite(store, role, clock);
    },
  };
}
