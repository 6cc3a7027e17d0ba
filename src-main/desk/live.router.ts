import { AppError } from '#shared/contract/errors.ts';
import { isMutationName, type MutationInput } from '#shared/domain/mutations.ts';
import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';
import { done } from './rundown.router.ts';

export function liveRouter(os: DeskImplementer, desk: DeskParts) {
  return {
    live: {
      watch: os.live.watch.handler(async function* ({ input, signal }) {
        const frames = desk.live.watch(input.showId, input.runKind);
        signal?.addEventListener('abort', () => frames.close(), { once: true });
        yield* frames;
      }),
    },
    sandbox: {
      get: os.sandbox.get.handler(async () => desk.sandbox.get()),
      set: os.sandbox.set.handler(async ({ input }) => done(desk.sandbox.set(input))),
    },
    outbox: {
      conflicts: os.outbox.conflicts.handler(async () => desk.outbox.conflicts()),
      retry: os.outbox.retry.handler(async ({ input }) => {
        const op = desk.outbox.conflict(input.opId);
        if (!op) throw new AppError('outbox/not-found');
        const { name } = op;
        if (!isMutationName(name)) throw new AppError('op/unknown-mutation', { name });
        // Under a new id: the old one is answered the same for ever. It leaves the tray only once it stands again.
        await desk.mutate(name, op.input as MutationInput<typeof name>);
        await desk.documents.takeConflict(input.opId);
        return {};
      }),
      discard: os.outbox.discard.handler(async ({ input }) => {
        if (!(await desk.documents.takeConflict(input.opId))) throw new AppError('outbox/not-found');
        return {};
      }),
    },
  };
}
