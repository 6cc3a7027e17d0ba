/** The last acts and how they are taken back; and the lock. */
import { AppError } from '#shared/contract/errors.ts';
import type { DeskParts } from './desk-parts.ts';
import { localPin } from './local-pin.ts';
import { clearedAtHub } from './pin.router.ts';
import type { DeskImplementer } from './router.ts';
import { done } from './rundown.router.ts';

export function actsRouter(os: DeskImplementer, desk: DeskParts) {
  const { ports, session, sessionId } = desk;
  const local = localPin({ secrets: ports.secrets, clock: ports.clock, sessionId });

  /** As `pin.check` has it: by what this console knows, else by the hub. */
  async function checkPin(pin: string): Promise<void> {
    if ((await local.state()).set) return local.check(pin);
    if (session.state().hub !== 'online') throw new AppError('pin/not-set');
    await session.request('pinCheck', { pin });
    await local.keep(pin);
  }
  /** Best effort: a lock works with the hub away too. */
  const note = (name: 'desk.lock' | 'desk.unlock') => {
    session
      .request('auditNote', { name, showId: null, rows: null })
      .catch((error: unknown) => ports.log.error('locking could not be written down at the hub', error));
  };

  return {
    act: {
      list: os.act.list.handler(async () => desk.acts.list()),
      undo: os.act.undo.handler(async ({ input }) => done(desk.acts.undo(input.actId))),
    },
    lock: {
      touch: os.lock.touch.handler(async () => {
        desk.lock.touched();
        return {};
      }),
      now: os.lock.now.handler(async () => {
        if (!(await desk.lock.lockNow())) throw new AppError('pin/not-set');
        note('desk.lock');
        return {};
      }),
      release: os.lock.release.handler(async ({ input: { pin } }) => {
        await checkPin(pin);
        desk.lock.unlock();
        note('desk.unlock');
        return {};
      }),
      renew: os.lock.renew.handler(async ({ input: { pin } }) => {
        if (session.state().hub !== 'online') throw new AppError('hub/away');
        // A PIN that the hub does not have is not one that somebody has cleared: an old backup has none either.
        if ((await clearedAtHub(session)) === null) throw new AppError('pin/exists');
        await session.request('pinSet', { pin, current: null });
        await local.keep(pin);
        desk.lock.unlock();
        note('desk.unlock');
        return {};
      }),
    },
  };
}
