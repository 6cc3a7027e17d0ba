import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { StartDialog } from '../checklist/StartDialog.tsx';
import { askToStart, useAskedToStart } from '../checklist/start-question.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { StartRehearsal } from '../rehearsal/StartRehearsal.tsx';
import { useMarkKey } from '../reports/use-mark-key.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { toast } from '../ui/toast.ts';
import { type Command, useCommands } from './commands.ts';
import { useWords } from './i18n.ts';

const wordsOf = {
  live: {
    start: ['startLive', 'startLiveTitle', 'startLiveText'],
    end: ['endLive', 'endLiveTitle', 'endLiveText'],
  },
  rehearsal: {
    start: ['startRehearsal', 'startRehearsalTitle', 'startRehearsalText'],
    end: ['endRehearsal', 'endRehearsalTitle', 'endRehearsalText'],
  },
} as const;

/** Starts or ends the run, after saying what that does. */
export function RunButton({ run }: { run: Run }) {
  const t = useWords('app');
  const reports = useWords('reports');
  const navigate = useNavigate();
  const act = useAct();
  const mayNot = useMayNot('show');
  const [asking, setAsking] = useState(false);
  const [rehearsing, setRehearsing] = useState(false);
  const starts = run.state === 'planned';
  const goesLive = starts && run.kind === 'live';
  const startAsked = useAskedToStart(run.id);
  const ask = useCallback(() => {
    if (goesLive) askToStart(run.id);
    else if (starts) setRehearsing(true);
    else setAsking(true);
  }, [goesLive, starts, run.id]);
  const [label, title, text] = wordsOf[run.kind][starts ? 'start' : 'end'];
  const ended = run.state === 'ended';
  const commands = useMemo<Command[]>(
    () =>
      ended || mayNot !== null ? [] : [{ id: 'run-start-end', group: 'app', label: t(label), run: ask }],
    [ended, mayNot, t, label, ask],
  );
  useCommands('run', commands);
  useMarkKey(run);
  if (ended) return null;
  return (
    <>
      <Button
        size="sm"
        look={starts ? 'primary' : 'plain'}
        disabled={mayNot !== null}
        title={mayNot ?? undefined}
        onClick={ask}
        data-testid="run-button"
      >
        {t(label)}
      </Button>
      {goesLive && startAsked && <StartDialog run={run} onClose={() => askToStart(null)} />}
      {run.kind === 'rehearsal' && (
        <StartRehearsal run={run} open={rehearsing} onOpenChange={setRehearsing} />
      )}
      <ConfirmDialog
        open={asking && !starts}
        onOpenChange={setAsking}
        title={t(title)}
        description={t(text)}
        confirmLabel={t(label)}
        look="danger"
        onConfirm={async () => {
          if (!(await act(() => client.run.end({ runId: run.id })))) return;
          toast.say(reports('endedToast'), {
            label: reports('toReport'),
            run: () => void navigate(`/reports/${run.showId}/${run.kind}`),
          });
        }}
      />
    </>
  );
}
