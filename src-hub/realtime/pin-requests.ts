/** What desks ask about PINs. A person sets their own; the owner names people without a console and takes PINs away. */
import { AppError } from '#shared/contract/errors.ts';
import type { PinPerson } from '#shared/contract/pin.ts';
import { may, type PersonRole } from '#shared/domain/roles.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { HubServices } from '../hub.ts';
import { applyOp } from '../ingest/apply-op.ts';
import type { HubStore } from '../store/hub-store.ts';
import type { DeskCall, DeskRequests } from './desk-requests.ts';
import type { CheckPin } from './pin-check.ts';
import { hashPin } from './pin-hash.ts';

export type PinRequestName =
  | 'pinSet'
  | 'pinState'
  | 'pinCheck'
  | 'pinPeople'
  | 'pinAdd'
  | 'pinRemove'
  | 'pinWord';

/** What somebody without a console may confirm as. */
const DESK_ONLY_ROLE = 'operator' satisfies PersonRole;

export function createPinRequests(
  services: Pick<HubServices, 'store' | 'clock' | 'ids' | 'runOp'>,
  check: CheckPin,
): Pick<DeskRequests, PinRequestName> {
  const { store, clock, ids } = services;
  const ownerOnly = ({ device }: DeskCall) => {
    if (!may(device.role, 'team')) throw new AppError('auth/role');
  };
  return {
    async pinSet({ pin, current }, { device: { personId } }) {
      if (await store.pins.get(personId)) {
        if (current === null) throw new AppError('pin/exists');
        await check(personId, current);
      }
      await store.pins.put({
        personId,
        personName: null,
        hash: await hashPin(pin),
        changedAt: isoNow(clock),
      });
      return null;
    },
    async pinCheck({ pin }, { device }) {
      await check(device.personId, pin);
      return null;
    },
    async pinState(_input, { device: { personId } }) {
      const set = (await store.pins.get(personId)) !== null;
      const cleared = set ? null : await store.pins.cleared(personId);
      return {
        set,
        cleared: cleared && {
          byName: cleared.byName,
          at: cleared.at,
          self: cleared.byId === personId,
        },
      };
    },
    pinPeople: async (_input, { device }) => pinPeople(store, device.personId, may(device.role, 'team')),
    async pinAdd({ personName, pin }, call) {
      ownerOnly(call);
      const personId = ids.next();
      await store.pins.put({ personId, personName, hash: await hashPin(pin), changedAt: isoNow(clock) });
      return { personId };
    },
    async pinWord({ personId, pin, word }, { device }) {
      const person = (await pinPeople(store, device.personId)).find((one) => one.personId === personId);
      if (!person?.hasPin) throw new AppError('pin/not-found');
      await check(personId, pin);
      const { personName, role } = person;
      const { deviceId, deviceName } = device;
      const op = { opId: ids.next(), name: word.name, input: word.input, at: isoNow(clock) };
      await applyOp(services, { personId, personName, role, deviceId, deviceName }, op);
      return null;
    },
    async pinRemove({ personId }, call) {
      ownerOnly(call);
      const known = (await store.pins.list()).find((pin) => pin.personId === personId);
      if (!known) throw new AppError('pin/not-found');
      // Who has no console of their own is gone with it; the others are told, and their consoles let them set another.
      if (known.personName !== null) await store.pins.remove(personId);
      else {
        const { personId: byId, personName: byName } = call.device;
        await store.pins.clear(personId, { byId, byName, at: isoNow(clock) });
      }
      return null;
    },
  };
}

/** Everybody with a console or a PIN, who may price, in the order in which they came; `all`: or who has a PIN. */
export async function pinPeople(
  store: Pick<HubStore, 'access' | 'pins'>,
  selfId: string,
  all = false,
): Promise<PinPerson[]> {
  const [devices, pins] = await Promise.all([store.access.devices(), store.pins.list()]);
  const withPin = new Set(pins.map(({ personId }) => personId));
  const people = new Map<string, PinPerson>();
  for (const { personId, personName, role } of devices)
    if (role !== 'integrator' && (may(role, 'show') || (all && withPin.has(personId))))
      people.set(personId, {
        ...{ personId, personName, role, self: personId === selfId, deskOnly: false },
        ...{ hasPin: withPin.has(personId), confirms: may(role, 'show') },
      });
  for (const { personId, personName } of pins)
    if (personName !== null)
      people.set(personId, {
        ...{
          personId,
          personName,
          role: DESK_ONLY_ROLE,
          self: false,
          hasPin: true,
          deskOnly: true,
          confirms: true,
        },
      });
  return [...people.values()];
}
