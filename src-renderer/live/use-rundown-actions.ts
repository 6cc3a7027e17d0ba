/** What can be done to a rundown; each tells the person when it was refused. */
import { useMemo } from 'react';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { useWords } from '../app/i18n.ts';
import { askToStart } from '../checklist/start-question.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { beginTake, takeCameToNothing } from '../push/take-gap.ts';
import { editRundown } from '../timing/frozen.ts';
import { toast } from '../ui/toast.ts';
import { showAtOnce } from './show-at-once.ts';

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
        const input = { runId: run.id, from: run.onAirSlotId, to };
        const done = await act(() => showAtOnce('rundown.take', input, () => client.rundown.take(input)));
        if (!done) takeCameToNothing();
        return done;
      },
      back: (run: RunSeen) => {
        const input = { runId: run.id, from: run.onAirSlotId };
        return act(() => showAtOnce('rundown.back', input, () => client.rundown.back(input)));
      },
      arm: (runId: string, slotId: string | null) => {
        const input = { runId, slotId };
        return act(() => showAtOnce('rundown.arm', input, () => client.rundown.arm(input)));
      },
      skip: (slotId: string, skipped: boolean) =>
        act(() =>
          editRundown((confirmed) => {
            const input = { slotId, skipped, confirmed };
            return showAtOnce('rundown.skip', input, () => client.rundown.skip(input));
          }),
        ),
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
      move: (slotId: string, afterSlotId: string | null) =>
        act(() =>
          editRundown((confirmed) => {
            const input = { slotId, afterSlotId, confirmed };
            return showAtOnce('rundown.move', input, () => client.rundown.move(input));
          }),
        ),
    }),
    [act, t],
  );
}
