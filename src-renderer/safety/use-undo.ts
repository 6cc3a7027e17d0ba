import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ActEntry } from '#shared/contract/acts.ts';
import { useWords } from '../app/i18n.ts';
import { client, orpc } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { toast } from '../ui/toast.ts';
import { describeAct } from './describe-act.ts';

export function useActs() {
  return useQuery(orpc.act.list.queryOptions());
}

export function useUndo() {
  const t = useWords('safety');
  const s = useWords('sync');
  const act = useAct();

  const stopRest = useCallback(
    async ({ rest }: Pick<ActEntry, 'rest'>) => {
      if (rest === null) return;
      const stopped = await act(() =>
        rest.kind === 'drop'
          ? client.drop.stop({ dropId: rest.id as never })
          : client.batch.stop({ batchId: rest.id as never }),
      );
      if (stopped) toast.ok(t('stopped'));
    },
    [act, t],
  );

  const undo = useCallback(
    async (entry: ActEntry) => {
      const what = describeAct(entry, t, s);
      if (await act(() => client.act.undo({ actId: entry.actId }))) toast.ok(t('undoneOne', { what }));
    },
    [act, t, s],
  );

  /** The last thing that was done and not undone. What cannot be taken back is said, and nothing older is touched. */
  const undoLast = useCallback(async () => {
    let acts: ActEntry[] = [];
    const heard = await act(async () => {
      acts = await client.act.list();
    });
    if (!heard) return;
    const last = acts.find(({ state }) => state === 'can' || state === 'not-true');
    if (!last) toast.say(t('undoNothing'));
    else if (last.state === 'can') await undo(last);
    else {
      const what = describeAct(last, t, s);
      if (last.rest === null) toast.say(t('undoNotTrue', { what }));
      else
        toast.say(t('undoNotTrueRest', { what }), {
          label: t('stopRest'),
          run: () => void stopRest(last),
        });
    }
  }, [act, undo, stopRest, t, s]);

  return { undo, undoLast, stopRest };
}
