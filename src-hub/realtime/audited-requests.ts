/** Writes into the audit log what desks ask beside ops: orders to act, PINs, who comes and goes, exports. */
import type { AuditKind } from '#shared/domain/audit/audit.schema.ts';
import type { GistFacts } from '#shared/domain/gist.ts';
import type { NewAuditEntry } from '../store/audit-log.ts';
import type { KnownDevice } from '../store/hub-store.ts';
import {
  type AuditedAct,
  type AuditedPorts,
  auditCodeOf,
  auditEntryOf,
  auditedOrders,
  writeAudit,
} from './audited-orders.ts';
import type { DeskCall, DeskRequests } from './desk-requests.ts';
import { pinPeople } from './pin-requests.ts';

/** A console that lost its line for a moment has not signed in anew. */
const SAME_SIGN_IN_MS = 10 * 60_000;

export function auditedRequests(requests: DeskRequests, ports: AuditedPorts): DeskRequests {
  const { store, clock } = ports;
  const signIns = new Map<string, number>();
  const audited = auditedOrders(ports);
  const note = (device: KnownDevice, act: AuditedAct) => writeAudit(ports, auditEntryOf(ports, device, act));

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
        await note(call.device, { kind, name, ...factsOf(input, output) });
        return output;
      } catch (error) {
        await note(call.device, { kind, name, outcome: 'refused', code: auditCodeOf(error) });
        throw error;
      }
    };
  }

  return {
    ...requests,
    command: (order, call) => {
      const carryOut = () => requests.command(order, call);
      // What it makes is an op, which is written down with its commit.
      if (order.command.name === 'lease.take') return carryOut();
      return audited(order.command, call.device, carryOut);
    },
    async hello(input, call) {
      const { personId, deviceId } = call.device;
      const key = `${personId}/${deviceId}`;
      const last = signIns.get(key);
      signIns.set(key, clock.monotonicMs());
      if (last === undefined || clock.monotonicMs() - last > SAME_SIGN_IN_MS)
        await note(call.device, { kind: 'access', name: 'sign-in' });
      return requests.hello(input, call);
    },
    pinSet: noted('pin', 'pin.set', requests.pinSet),
    pinCheck: noted('pin', 'pin.check', requests.pinCheck),
    pinAdd: noted('pin', 'pin.add', requests.pinAdd, ({ personName }) => ({ facts: { name: personName } })),
    async pinRemove(input, call) {
      // Its name while it stands: a person without a console is gone with their PIN.
      const people = await pinPeople(store, call.device.personId, true).catch(() => []);
      const name = people.find(({ personId }) => personId === input.personId)?.personName ?? '';
      const what = { about: [input.personId], facts: { name } };
      return noted('pin', 'pin.remove', requests.pinRemove, () => what)(input, call);
    },
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
