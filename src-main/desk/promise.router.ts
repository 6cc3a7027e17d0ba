/** What the host promised, and whose shift it is. */
import { inPromiseOrder } from '#shared/domain/promise/promise-list.ts';
import type { HandoverId, PromiseId } from '#shared/sync/ids.ts';
import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';
import { done } from './rundown.router.ts';

export function promiseRouter(os: DeskImplementer, desk: DeskParts) {
  const { documents, mutate, ports } = desk;

  /** Whole seconds since the run of that kind began; null while none is on. */
  async function sinceSec(showId: string, kind: 'live' | 'rehearsal'): Promise<number | null> {
    const runs = await documents.view.list('run', showId);
    const run = runs.find((one) => one.kind === kind && one.state === 'live');
    if (!run || run.startedAt === null) return null;
    return Math.max(0, Math.floor((ports.clock.nowMs() - Date.parse(run.startedAt)) / 1000));
  }

  return {
    promise: {
      list: os.promise.list.handler(async ({ input: { showId, runKind } }) => {
        const all = (await documents.view.list('promise', showId)).filter((one) => one.runKind === runKind);
        const pending = new Set(documents.pendingAmong(all.map(({ id }) => id)));
        return inPromiseOrder(all).map((promise) => ({ ...promise, pending: pending.has(promise.id) }));
      }),
      note: os.promise.note.handler(async ({ input }) => {
        const promiseId = ports.ids.next() as PromiseId;
        const since = await sinceSec(input.showId, input.runKind);
        await mutate('promise.note', { ...input, id: promiseId, sinceSec: since });
        return { promiseId };
      }),
      edit: os.promise.edit.handler(async ({ input }) => done(mutate('promise.edit', input))),
      settle: os.promise.settle.handler(async ({ input }) => done(mutate('promise.settle', input))),
    },
    handover: {
      list: os.handover.list.handler(async ({ input: { showId, runKind } }) => {
        const all = (await documents.view.list('handover', showId)).filter((one) => one.runKind === runKind);
        const pending = new Set(documents.pendingAmong(all.map(({ id }) => id)));
        const { personId } = desk.person();
        return all
          .sort((a, b) => (a.at > b.at ? -1 : 1))
          .map((one) => ({
            ...{ ...one, pending: pending.has(one.id), mine: one.byId === personId },
            forMe:
              one.state === 'offered' && (one.toId === null ? one.byId !== personId : one.toId === personId),
          }));
      }),
      offer: os.handover.offer.handler(async ({ input }) => {
        const handoverId = ports.ids.next() as HandoverId;
        await mutate('handover.offer', { ...input, id: handoverId, byName: desk.person().personName });
        return { handoverId };
      }),
      acknowledge: os.handover.acknowledge.handler(async ({ input }) =>
        done(mutate('handover.acknowledge', { ...input, name: desk.person().personName })),
      ),
      withdraw: os.handover.withdraw.handler(async ({ input }) =>
        done(mutate('handover.withdraw', { ...input, name: desk.person().personName })),
      ),
    },
  };
}
