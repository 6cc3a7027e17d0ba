/** PINs by command line, beside a running hub or without one: the way out for whoever has forgotten the only one. */
import { isoNow, systemClock } from '#shared/sync/clock.ts';
import { pinPeople } from '../realtime/pin-requests.ts';
import type { HubStore } from '../store/hub-store.ts';

type Store = Pick<HubStore, 'access' | 'pins' | 'audit'>;

/** A line a person who has a PIN; their id comes first. */
export async function pinLines(store: Store): Promise<string[]> {
  const people = await pinPeople(store, '', true);
  return people
    .filter(({ hasPin }) => hasPin)
    .map(({ personId, role, personName, deskOnly }) =>
      [personId, role, personName, ...(deskOnly ? ['no console'] : [])].join('  '),
    );
}

/** Answers the person's name; null where they have no PIN. It stands in the audit log like any other clearing. */
export async function clearPin(store: Store, personId: string): Promise<string | null> {
  const at = isoNow(systemClock);
  const person = (await pinPeople(store, '', true)).find((one) => one.personId === personId);
  if (!person?.hasPin) return null;
  if (person.deskOnly) await store.pins.remove(personId);
  else await store.pins.clear(personId, { byId: null, byName: '', at });
  await store.audit.add({
    ...{ at, deviceAt: null, personId: 'command-line', personName: 'hub', role: 'owner' },
    ...{ deviceId: 'command-line', deviceName: 'npm run hub', kind: 'pin', name: 'pin.remove' },
    ...{ mode: null, showId: null, outcome: 'done', code: null, facts: { name: person.personName } },
    ...{ changes: [], more: 0, about: [personId] },
  });
  return person.personName;
}
