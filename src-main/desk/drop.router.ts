import type { DropId } from '#shared/sync/ids.ts';
import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';
import { done } from './rundown.router.ts';

export function dropRouter(os: DeskImplementer, desk: DeskParts) {
  const { documents, mutate, command } = desk;
  return {
    drop: {
      list: os.drop.list.handler(async ({ input }) => {
        const all = await documents.view.list('drop', input.showId);
        const drops = all.filter((drop) => drop.runKind === input.runKind);
        return { drops, pendingIds: documents.pendingAmong(drops.map((drop) => drop.id)) };
      }),
      plan: os.drop.plan.handler(async ({ input }) => {
        const dropId = desk.ports.ids.next() as DropId;
        await mutate('drop.plan', { ...input, id: dropId });
        return { dropId };
      }),
      edit: os.drop.edit.handler(async ({ input }) => done(mutate('drop.edit', input))),
      remove: os.drop.remove.handler(async ({ input }) => done(mutate('drop.remove', input))),
      arm: os.drop.arm.handler(async ({ input }) => done(command({ name: 'drop.arm', ...input }))),
      disarm: os.drop.disarm.handler(async ({ input }) => done(command({ name: 'drop.disarm', ...input }))),
      fire: os.drop.fire.handler(async ({ input }) => done(command({ name: 'drop.fire', ...input }))),
      callOff: os.drop.callOff.handler(async ({ input }) =>
        done(command({ name: 'drop.callOff', ...input })),
      ),
      priceBack: os.drop.priceBack.handler(async ({ input }) =>
        done(command({ name: 'drop.priceBack', ...input })),
      ),
      stop: os.drop.stop.handler(async ({ input }) => done(command({ name: 'drop.stop', ...input }))),
      ask: os.drop.ask.handler(async ({ input }) => done(command({ name: 'drop.ask', ...input }))),
      settle: os.drop.settle.handler(async ({ input }) => done(command({ name: 'drop.settle', ...input }))),
    },
  };
}
