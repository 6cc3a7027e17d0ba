/** The hubs that this console is joined to, and the devices of their teams. */
import { AppError } from '#shared/contract/errors.ts';
import { openInput } from '#shared/domain/mutations.ts';
import { readable } from '../cache/outbox.repo.ts';
import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';
import { done } from './rundown.router.ts';

export function sessionRouter(os: DeskImplementer, desk: DeskParts) {
  const find = (sessionId: string) => desk.sessions.find(sessionId);
  return {
    session: {
      join: os.session.join.handler(async ({ input }) => ({ sessionId: await desk.sessions.join(input) })),
      show: os.session.show.handler(async ({ input }) => {
        desk.sessions.show(input.sessionId);
        return {};
      }),
      renew: os.session.renew.handler(async ({ input }) => done(find(input.sessionId).hub.renew())),
      unsent: os.session.unsent.handler(async ({ input }) => {
        const { outbox } = find(input.sessionId);
        const waiting = outbox.unconfirmed().map((op) => ({ ...op, refusal: null }));
        const refused = outbox.conflicts().map(({ opId, name, at, code }) => {
          const op = readable(() => outbox.conflict(opId));
          return { opId, name, at, input: op?.input ?? null, refusal: code };
        });
        // It becomes a file that nobody guards: robot addresses and people's numbers stay out of it.
        return [...waiting, ...refused].map((op) => ({ ...op, input: openInput(op.name, op.input) }));
      }),
      leave: os.session.leave.handler(async ({ input }) =>
        done(desk.sessions.leave(input.sessionId, input.giveUp)),
      ),
    },
    device: {
      list: os.device.list.handler(async ({ input }) => {
        const session = find(input.sessionId);
        const devices = await session.hub.request('devices', {});
        const { consoles } = session.info(false);
        return devices.map((device) => {
          const here = consoles.find(
            ({ personId, deviceId }) => personId === device.personId && deviceId === device.deviceId,
          );
          return { ...device, self: here?.self ?? false, online: here !== undefined };
        });
      }),
      remove: os.device.remove.handler(async ({ input: { sessionId, ...device } }) => {
        await find(sessionId).hub.request('removeDevice', device);
        return {};
      }),
      invite: os.device.invite.handler(async ({ input: { sessionId, role } }) => {
        const session = find(sessionId);
        if (session.hub.state().hub !== 'online') throw new AppError('hub/away');
        return session.hub.request('invite', { role });
      }),
    },
  };
}
