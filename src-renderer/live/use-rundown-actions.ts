/** What can be done to a rundown; each tells the person when it was refused. */
import { useMemo } from 'react';
import type { Rundown } from '#shared/contract/desk.ts';
import { keyAfter } from '#shared/domain/rundown/rundown.order.ts';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { useWords } from '../app/i18n.ts';
import { askToStart } from '../checklist/start-question.ts';
import { client, orpc, queryClient } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { beginTake, takeCameToNothing } from '../push/take-gap.ts';
import { editRundown } from '../timing/frozen.ts';
import { toast } from '../ui/toast.ts';

type RunSeen = Pick<Run, 'id' | 'onAirSlotId' | 'kind' | 'state'>;

export type RundownActions = ReturnType<typeof useRundownActions>;

export function useRundownActions() {
  const act = useAct();
  const t = useWords('push');
  return useMemo(
    () => ({
      /** A first take would start the run: before a live one the checklist stands. */
      take: async (run: RunSeen, to: string) => {
        if (run.state === 'planned' && run.kind === 'live') {
          askToStart(run.id);
          return false;
        }
        if (!beginTake()) {
          toast.say(t('takeTooSoon'));
          return false;
        }
        const done = await act(() => client.rundown.take({ runId: run.id, from: run.onAirSlotId, to }));
        if (!done) takeCameToNothing();
        return done;
      },
      back: (run: RunSeen) => act(() => client.rundown.back({ runId: run.id, from: run.onAirSlotId })),
      arm: (runId: string, slotId: string | null) => act(() => client.rundown.arm({ runId, slotId })),
      skip: (slotId: string, skipped: boolean) =>
        act(() => editRundown((confirmed) => client.rundown.skip({ slotId, skipped, confirmed }))),
      /** Answers whether it was done: not where the rundown is frozen and the person would rather leave it. */
      plan: async (slotId: string, plannedSec: number) => {
        let done = false;
        await act(async () => {
          done = await editRundown((confirmed) => client.rundown.plan({ slotId, plannedSec, confirmed }));
        });
        return done;
      },
      add: (runId: string, productId: string, plannedSec: number) =>
        act(() =>
          editRundown((confirmed) => client.rundown.add({ runId, productId, plannedSec, confirmed })),
        ),
      remove: (slotId: string) =>
        act(() => editRundown((confirmed) => client.rundown.remove({ slotId, confirmed }))),
      move: (runId: string, slotId: string, afterSlotId: string | null) =>
        act(async () => {
          showMoved(runId, slotId, afterSlotId);
          try {
            await editRundown((confirmed) => client.rundown.move({ slotId, afterSlotId, confirmed }));
          } finally {
            await queryClient.invalidateQueries({ queryKey: rundownKey(runId) });
          }
        }),
    }),
    [act, t],
  );
}

function rundownKey(runId: string) {
  return orpc.rundown.get.queryOptions({ input: { runId } }).queryKey;
}

/** The dropped row stands where it was dropped at once, by the same key that the desk will give it. */
function showMoved(runId: string, slotId: string, afterSlotId: string | null): void {
  queryClient.setQueryData(rundownKey(runId), (known: Rundown | undefined) => {
    const orderKey = known ? keyAfter(known.slots, slotId, afterSlotId) : null;
    if (!known || orderKey === null) return known;
    return {
      ...known,
      slots: known.slots.map((slot) => (slot.id === slotId ? { ...slot, orderKey } : slot)),
    };
  });
}
