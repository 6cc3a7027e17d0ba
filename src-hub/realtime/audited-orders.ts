/**
 * Orders to act in the audit log, whoever gives them: a person at a desk or a key by REST. An order stands there before
 * it is carried out, so that one whose hub dies in the middle is not missing; its outcome follows. A log that cannot be
 * written holds up no order: what was asked goes on all the same.
 */
import { AppError } from '#shared/contract/errors.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { Actor, HubServices } from '../hub.ts';
import type { HubLog } from '../hub-log.ts';
import type { NewAuditEntry } from '../store/audit-log.ts';
import { orderSubject } from './audit-of-order.ts';

export interface AuditedPorts extends Pick<HubServices, 'store' | 'clock'> {
  readonly log: Pick<HubLog, 'error'>;
}

/** What an entry says besides who and when. */
export type AuditedAct = Pick<NewAuditEntry, 'kind' | 'name'> & Partial<NewAuditEntry>;
export type Audited = <T>(
  order: { readonly name: string },
  by: Actor,
  carryOut: () => Promise<T>,
) => Promise<T>;

export function auditEntryOf(
  { clock }: Pick<AuditedPorts, 'clock'>,
  by: Actor,
  act: AuditedAct,
): NewAuditEntry {
  return {
    ...{ at: isoNow(clock), deviceAt: null, personId: by.personId, deviceId: by.deviceId },
    ...{ personName: by.personName ?? '', deviceName: by.deviceName ?? '', role: by.role },
    ...{ mode: null, showId: null, outcome: 'done', code: null, facts: {}, changes: [], more: 0, about: [] },
    ...act,
  };
}

/** Its number; null where it could not be written. */
export function writeAudit({ store, log }: AuditedPorts, entry: NewAuditEntry): Promise<number | null> {
  return store.audit.add(entry).catch((error: unknown) => {
    log.error({ err: error, name: entry.name }, 'an act could not be written into the audit log');
    return null;
  });
}

export const auditCodeOf = (error: unknown) => (error instanceof AppError ? error.code : 'app/unexpected');

/** Answers and throws what carrying it out does. */
export function auditedOrders(ports: AuditedPorts): Audited {
  const { store, log } = ports;
  return async (order, by, carryOut) => {
    const subject = await orderSubject(order, store).catch(() => ({}));
    const asked = { kind: 'order', name: order.name, outcome: 'asked', ...subject } as const;
    const entry = await writeAudit(ports, auditEntryOf(ports, by, asked));
    const settle = async (outcome: 'done' | 'refused', code: string | null) => {
      if (entry === null) return;
      await store.audit
        .settle(entry, outcome, code)
        .catch((error: unknown) => log.error({ err: error }, 'the outcome of an order could not be written'));
    };
    try {
      const answer = await carryOut();
      await settle('done', null);
      return answer;
    } catch (error) {
      await settle('refused', auditCodeOf(error));
      throw error;
    }
  };
}
