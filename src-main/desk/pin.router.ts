/** The person's PIN at this console, and who else has one. What is typed goes to the hub and into no op, note or log. */
import { AppError } from '#shared/contract/errors.ts';
import { PULL_PAGE } from '#shared/contract/hub.ts';
import type { PinCleared } from '#shared/contract/pin.ts';
import type { DeskParts } from './desk-parts.ts';
import { localPin } from './local-pin.ts';
import type { DeskImplementer } from './router.ts';

/** Who has taken this person's PIN away; null where nobody has, or the hub cannot be asked. */
export async function clearedAtHub(session: DeskParts['session']): Promise<PinCleared | null> {
  if (session.state().hub !== 'online') return null;
  // A hub of before this question has cleared nothing.
  return session.request('pinState', {}).then(
    ({ cleared }) => cleared,
    () => null,
  );
}

export function pinRouter(os: DeskImplementer, desk: DeskParts) {
  const { documents, ports, session, sessionId } = desk;
  const local = localPin({ secrets: ports.secrets, clock: ports.clock, sessionId });
  const atHub = () => {
    if (session.state().hub !== 'online') throw new AppError('hub/away');
  };
  return {
    pin: {
      set: os.pin.set.handler(async ({ input }) => {
        atHub();
        await session.request('pinSet', input);
        await local.keep(input.pin);
        return {};
      }),
      check: os.pin.check.handler(async ({ input: { pin } }) => {
        const { set } = await local.state();
        if (set) await local.check(pin);
        else {
          // Set on another console of the same person, or before this one's secrets were lost.
          if (session.state().hub !== 'online') throw new AppError('pin/not-set');
          await session.request('pinCheck', { pin });
          await local.keep(pin);
        }
        return {};
      }),
      state: os.pin.state.handler(async () => {
        const cleared = await clearedAtHub(session);
        // Behind a lock it stays until another one is set: otherwise nothing would be left to keep the lock shut.
        if (cleared !== null && !desk.lock.state().locked) await local.forget();
        return { ...(await local.state()), cleared };
      }),
      people: os.pin.people.handler(async () => {
        atHub();
        return session.request('pinPeople', {});
      }),
      add: os.pin.add.handler(async ({ input }) => {
        atHub();
        return session.request('pinAdd', input);
      }),
      word: os.pin.word.handler(async ({ input }) => {
        atHub();
        await session.request('pinWord', input);
        // What it has changed usually has come already; the answer must not overtake it.
        const page = await session.request('pull', { afterSeq: documents.cursor(), limit: PULL_PAGE });
        await documents.receivePage(page, false);
        return {};
      }),
      remove: os.pin.remove.handler(async ({ input }) => {
        atHub();
        const people = await session.request('pinPeople', {});
        await session.request('pinRemove', input);
        if (people.some(({ self, personId }) => self && personId === input.personId)) await local.forget();
        return {};
      }),
    },
  };
}
