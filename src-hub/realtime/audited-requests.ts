/**
 * Writes into the audit log what desks ask beside ops: orders to act, PINs, who comes and goes, exports. An order stands
 * there before it is carried out, so that one whose hub dies in the middle is not missing; its outcome follows.
 */
import { AppError } from '#shared/contract/errors.ts';
import type { AuditKind } from '#shared/domain/audit/audit.schema.ts';
import type { GistFacts } from '#shared/domain/gist.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { HubServices } from '../hub.ts';
import type { HubLog } from '../hub-log.ts';
import type { NewAuditEntry } from '../store/audit-log.ts';
import type { KnownDevice } from '../store/hub-store.ts';
import { orderSubject } from './audit-of-order.ts';
import type { DeskCall, DeskRequests } from './desk-requests.ts';

/** A console that lost its line for a moment has not signed in anew. */
const SAME_SIGN_IN_MS = 10 * 60_000;

export interface AuditedPorts extends Pick<HubServices, 'store' | 'clock'> {
  readonly log: HubLog;
}

type What = Pick<NewAuditEntry, 'kind' | 'name'> & Partial<NewAuditEntry>;

export function auditedRequests(requests: DeskRequests, { store, clock, log }: AuditedPorts): DeskRequests {
  const signIns = new Map<string, number>();

  const entryOf = (device: KnownDevice, what: What): NewAuditEntry => ({
    ...{ at: isoNow(clock), deviceAt: null, personId: device.personId, deviceId: device.deviceId },
    ...{ personName: device.personName, deviceName: device.deviceName ?? '', role: device.role },
    ...{ mode: null, showId: null, outcome: 'done', code: null, facts: {}, changes: [], more: 0, about: [] },
    ...what,
  });
  /** Null where it could not be written: what was asked goes on all the same. */
  const write = (entry: NewAuditEntry): Promise<number | null> =>
    store.audit.add(entry).catch((error: unknown) => {
      log.error({ err: error, name: entry.name }, 'an act could not be written into the audit log');
      return null;
    });
  const codeOf = (error: unknown) => (error instanceof AppError ? error.code : 'app/unexpected');

  /** Done, then written down: for what changes nothing outside the house. */
  function noted<I, O>(
    kind: AuditKind,
    name: string,
    handle: (input: I, call: DeskCall) => Promise<O>,
    factsOf: (input: I, output: O) => Partial<NewAuditEntry> & { facts?: GistFacts } = () => ({}),
  ): (input: I, call: DeskCall) => Promise<O> {
    return async (input, call) => {
      try {
        const output = await handle(input, call);
        await write(entryOf(call.device, { kind, name, ...factsOf(input, output) }));
        return output;
      } catch (error) {
        await write(entryOf(call.device, { kind, name, outcome: 'refused', code: codeOf(error) }));
        throw error;
      }
    };
  }

  return {
    ...requests,
    async command(order, call) {
      // What it makes is an op, which is written down with its commit.
      if (order.command.name === 'lease.take') return requests.command(order, call);
      const subject = await orderSubject(order.command, store).catch(() => ({}));
      const entry = await write(
        entryOf(call.device, { kind: 'order', name: order.command.name, outcome: 'asked', ...subject }),
      );
      const settle = async (outcome: 'done' | 'refused', code: string | null) => {
        if (entry === null) return;
        await store.audit
          .settle(entry, outcome, code)
          .catch((error: unknown) =>
            log.error({ err: error }, 'the outcome of an order could not be written'),
          );
      };
      try {
        const answer = await requests.command(order, call);
        await settle('done', null);
        return answer;
      } catch (error) {
        await settle('refused', codeOf(error));
        throw error;
      }
    },
    async hello(input, call) {
      const { personId, deviceId } = call.device;
      const key = `${personId}/${deviceId}`;
      const last = signIns.get(key);
      signIns.set(key, clock.monotonicMs());
      if (last === undefined || clock.monotonicMs() - last > SAME_SIGN_IN_MS)
        await write(entryOf(call.device, { kind: 'access', name: 'sign-in' }));
      return requests.hello(input, call);
    },
    pinSet: noted('pin', 'pin.set', requests.pinSet),
    pinCheck: noted('pin', 'pin.check', requests.pinCheck),
    pinAdd: noted('pin', 'pin.add', requests.pinAdd, ({ personName }) => ({ facts: { name: personName } })),
    pinRemove: noted('pin', 'pin.remove', requests.pinRemove),
    pinWord: noted('pin', 'pin.word', requests.pinWord, ({ personId, word }) => ({
      ...{ about: [personId], facts: { word: word.name } },
    })),
    invite: noted('access', 'team.invite', requests.invite, ({ role }) => ({ facts: { role } })),
    removeDevice: noted('access', 'team.remove', requests.removeDevice, ({ personId }) => ({
      about: [personId],
    })),
    leave: noted('access', 'team.leave', requests.leave),
    renew: noted('access', 'team.renew', requests.renew),
    signupExport: noted('export', 'signup.export', requests.signupExport, ({ showId }, page) => ({
      ...{ showId, facts: { rows: Array.isArray(page) ? page.length : 0 } },
    })),
    removeSignup: noted('access', 'signup.remove', requests.removeSignup),
  };
}
