/** What desks ask of the audit log. Owners and operators read it; what a desk did by itself it may write down. */
import { AppError } from '#shared/contract/errors.ts';
import { may } from '#shared/domain/roles.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { HubServices } from '../hub.ts';
import type { DeskCall, DeskRequests } from './desk-requests.ts';

export type AuditRequestName = 'audit' | 'auditPeople' | 'auditNote';

const PAGE = 100;

export function createAuditRequests({
  store,
  clock,
}: Pick<HubServices, 'store' | 'clock'>): Pick<DeskRequests, AuditRequestName> {
  const readers = ({ device }: DeskCall) => {
    if (!may(device.role, 'audit')) throw new AppError('auth/role');
  };
  return {
    async audit({ filter, before }, call) {
      readers(call);
      return store.audit.page(filter, before, PAGE);
    },
    async auditPeople(_input, call) {
      readers(call);
      return store.audit.people();
    },
    async auditNote({ name, showId, rows }, { device }) {
      await store.audit.add({
        ...{ at: isoNow(clock), deviceAt: null, personId: device.personId, deviceId: device.deviceId },
        ...{ personName: device.personName, deviceName: device.deviceName ?? '', role: device.role },
        ...{ kind: name.startsWith('desk.') ? ('pin' as const) : ('export' as const), name },
        ...{ mode: null, showId, outcome: 'done' as const, code: null },
        facts: rows === null ? {} : { rows },
        ...{ changes: [], more: 0, about: [] },
      });
      return null;
    },
  };
}
