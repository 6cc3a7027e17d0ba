/** One key notes this moment of a running show as a highlight: for later, without looking away. */
import { useCallback, useMemo } from 'react';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { type Command, useCommands, useKeyAction } from '../app/commands.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { useMayNot } from '../team/use-may.ts';
import { formatTime } from '../ui/format.ts';
import { toast } from '../ui/toast.ts';

export function useMarkKey(run: Pick<Run, 'id' | 'state'>): void {
  const t = useWords('reports');
  const act = useAct();
  const mayNot = useMayNot('show');
  const on = run.state === 'live' && mayNot === null;
  const mark = useCallback(() => {
    if (!on) return;
    const at = Date.now();
    void act(() => client.mark.make({ runId: run.id, source: 'key', at: null, note: '' })).then(
      (made) => made && toast.ok(t('marked', { time: formatTime(at) })),
    );
  }, [on, act, run.id, t]);
  useKeyAction('mark', mark);
  const commands = useMemo<Command[]>(
    () =>
      on
        ? [
            {
              id: 'mark',
              group: 'live',
              label: t('markNow'),
              run: mark,
            },
          ]
        : [],
    [on, t, mark],
  );
  useCommands('mark', commands);
}
