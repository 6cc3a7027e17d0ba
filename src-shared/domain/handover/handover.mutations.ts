import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import type { DocumentTx } from '../../sync/document-store.ts';
import { handoverIdSchema } from '../../sync/ids.ts';
import { defineMutation, type MutationContext } from '../../sync/mutation.ts';
import { type Handover, handoverSchema } from './handover.schema.ts';

const roles = ['owner', 'operator', 'community'] as const;
const ended = z.object({ handoverId: handoverIdSchema, name: z.string().max(60) });

/** A shift is given to one person at a time: an earlier offer of the same person for that run is withdrawn by it. */
export const offerHandover = defineMutation({
  name: 'handover.offer',
  roles,
  input: handoverSchema.pick({
    ...{ id: true, showId: true, runKind: true, byName: true },
    ...{ toId: true, toName: true, note: true, counts: true },
  }),
  async run(tx, input, ctx) {
    if (!(await tx.get('show', input.showId))) throw new AppError('show/not-found');
    if (input.toId === ctx.personId) throw new AppError('handover/self');
    for (const earlier of await tx.list('handover', input.showId))
      if (earlier.state === 'offered' && earlier.byId === ctx.personId && earlier.runKind === input.runKind)
        end(tx, earlier, 'withdrawn', input.byName, ctx);
    tx.put('handover', {
      ...{ ...input, byId: ctx.personId, at: ctx.at, state: 'offered' },
      ...{ endedAt: null, endedById: null, endedByName: null },
    });
  },
});

/** "I have read it and take over": by the person named, or, where nobody is, by anybody else. */
export const acknowledgeHandover = defineMutation({
  name: 'handover.acknowledge',
  roles,
  input: ended,
  async run(tx, { handoverId, name }, ctx) {
    const handover = await handoverOf(tx, handoverId);
    if (handover.state === 'acknowledged' && handover.endedById === ctx.personId) return;
    if (handover.state !== 'offered') throw new AppError('handover/ended');
    const mine = handover.toId === null ? handover.byId !== ctx.personId : handover.toId === ctx.personId;
    if (!mine) throw new AppError('handover/not-yours', { name: handover.toName || handover.byName });
    end(tx, handover, 'acknowledged', name, ctx);
  },
});

export const withdrawHandover = defineMutation({
  name: 'handover.withdraw',
  roles,
  input: ended,
  async run(tx, { handoverId, name }, ctx) {
    const handover = await handoverOf(tx, handoverId);
    if (handover.state === 'withdrawn') return;
    if (handover.state !== 'offered') throw new AppError('handover/ended');
    if (handover.byId !== ctx.personId) throw new AppError('handover/not-yours', { name: handover.byName });
    end(tx, handover, 'withdrawn', name, ctx);
  },
});

function end(
  tx: DocumentTx,
  handover: Handover,
  state: 'acknowledged' | 'withdrawn',
  endedByName: string,
  ctx: MutationContext,
): void {
  tx.put('handover', { ...handover, state, endedAt: ctx.at, endedById: ctx.personId, endedByName });
}

async function handoverOf(tx: DocumentTx, handoverId: string): Promise<Handover> {
  const handover = await tx.get('handover', handoverId);
  if (!handover) throw new AppError('handover/not-found');
  return handover;
}
