/** What this console has not brought to its hub, and what the hub would not have: to be read, and decided upon. */
import { z } from 'zod';
import { AppError } from '#shared/contract/errors.ts';
import { isMutationName, type MutationInput } from '#shared/domain/mutations.ts';
import { slotIdSchema } from '#shared/sync/ids.ts';
import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';

const WAITING_SHOWN = 200;

/** Ops that act on what is on air: compare-and-set, so that the old comparison can never hold again. */
const fromOnAirSchema = z.looseObject({ from: slotIdSchema.nullable() });
const fromOnAir: readonly string[] = ['rundown.take', 'rundown.back'];

export function outboxRouter(os: DeskImplementer, desk: DeskParts) {
  const { outbox, notes, documents } = desk;
  const find = (opId: string) => {
    const op = outbox.conflict(opId);
    if (!op) throw new AppError('outbox/not-found');
    return op;
  };
  return {
    outbox: {
      conflicts: os.outbox.conflicts.handler(async () => notes.refused()),
      waiting: os.outbox.waiting.handler(async () => ({
        total: outbox.counts().unconfirmed,
        ops: notes.waiting(WAITING_SHOWN),
      })),
      input: os.outbox.input.handler(async ({ input: { opId } }) => {
        const { name, input } = find(opId);
        return { name, input };
      }),
      retry: os.outbox.retry.handler(async ({ input: { opId, onAirSlotId, confirmed } }) => {
        const { name, input } = find(opId);
        if (!isMutationName(name)) throw new AppError('op/unknown-mutation', { name });
        const seen = onAirSlotId !== undefined && fromOnAir.includes(name);
        const again = seen
          ? { ...fromOnAirSchema.parse(input), from: onAirSlotId }
          : confirmed
            ? { ...z.looseObject({}).parse(input), confirmed }
            : input;
        // Under a new id: the old one is answered the same for ever. It leaves the tray only once it stands again.
        await desk.mutate(name, again as MutationInput<typeof name>, 'again');
        await documents.takeConflict(opId);
        return {};
      }),
      discard: os.outbox.discard.handler(async ({ input: { opId } }) => {
        if (!(await documents.takeConflict(opId))) throw new AppError('outbox/not-found');
        return {};
      }),
      dismissReturn: os.outbox.dismissReturn.handler(async ({ input: { at } }) => {
        desk.away.dismiss(at);
        return {};
      }),
    },
  };
}
