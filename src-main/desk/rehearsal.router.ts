import { AppError } from '#shared/contract/errors.ts';
import { inOrder } from '#shared/domain/rundown/rundown.order.ts';
import type { RunId, ShowId, SlotId } from '#shared/sync/ids.ts';
import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';
import { done } from './rundown.router.ts';

export function rehearsalRouter(os: DeskImplementer, desk: DeskParts) {
  const { session, command } = desk;
  return {
    rehearsal: {
      prepare: os.rehearsal.prepare.handler(({ input }) => prepareRehearsal(desk, input.showId)),
      left: os.rehearsal.left.handler(({ input }) => session.request('rehearsalLeft', input)),
      reset: os.rehearsal.reset.handler(async ({ input }) => {
        await command({ name: 'rehearsal.reset', ...input });
        // What this console has kept of it to be read without the hub.
        desk.reports.forget(input.showId, 'rehearsal');
        desk.live.forgetKept(input.showId, 'rehearsal');
        return {};
      }),
    },
    sandbox: {
      get: os.sandbox.get.handler(({ input }) => session.request('sandbox', input)),
      set: os.sandbox.set.handler(async ({ input }) => done(command({ name: 'sandbox.set', ...input }))),
    },
  };
}

/** Throws `run/not-found` for a show that has nothing to be rehearsed, `rehearsal/exists` and `run/other-live`. */
export async function prepareRehearsal(desk: DeskParts, showId: ShowId): Promise<{ runId: RunId }> {
  const { documents, mutate, ports } = desk;
  const of = (await documents.view.list('run', showId))
    .filter(({ kind }) => kind === 'live')
    .sort((a, b) => (a.createdAt > b.createdAt ? -1 : 1))[0];
  if (!of) throw new AppError('run/not-found');
  const runId = ports.ids.next() as RunId;
  const slots = inOrder(await documents.view.list('slot', of.id));
  await mutate('run.rehearse', {
    ...{ id: runId, ofRunId: of.id },
    slots: slots.map(({ id }) => ({ id: ports.ids.next() as SlotId, ofSlotId: id })),
  });
  return { runId };
}
