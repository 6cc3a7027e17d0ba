import { ChevronDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Run, Show } from '#shared/domain/show/show.schema.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { RehearsalPanel } from '../rehearsal/RehearsalPanel.tsx';
import { ResetDialog } from '../rehearsal/ResetDialog.tsx';
import { useMayNot } from '../team/use-may.ts';
import { cx } from '../ui/class-names.ts';
import { Popover } from '../ui/Popover.tsx';
import { type Command, useCommands } from './commands.ts';
import { useWords, type WordKey } from './i18n.ts';
import { type RunMode, runMode } from './run-mode.ts';
import { SandboxControl } from './SandboxControl.tsx';

const looks = {
  live: 'bg-live-solid text-white',
  rehearsal: 'bg-warn-solid text-warn-ink',
  planned: 'bg-raised text-muted border border-line-strong',
  ended: 'bg-raised text-muted border border-line-strong',
  none: 'bg-raised text-muted border border-line',
} as const satisfies Record<RunMode, string>;

function wordOf(mode: RunMode, run: Run | null): WordKey<'app'> {
  if (mode === 'rehearsal') return run?.state === 'planned' ? 'modeRehearsalPlanned' : 'modeRehearsal';
  return ({ live: 'modeLive', planned: 'modePlanned', ended: 'modeEnded', none: 'modeNone' } as const)[mode];
}

const explains = {
  live: 'explainLive',
  rehearsal: 'explainRehearsal',
  planned: 'explainPlanned',
  ended: 'explainEnded',
} as const;

/** Live or rehearsal, in colour and word; opens what it means and, in a rehearsal, the sandbox's controls. */
export function ModeBadge({ show, run }: { show: Show | null; run: Run | null }) {
  const t = useWords('app');
  const mode = runMode(run);
  const [open, setOpen] = useState(false);
  const [resetting, setResetting] = useState(false);
  const tr = useWords('rehearsal');
  const act = useAct();
  const mayNot = useMayNot('show');
  const showId = show?.id;
  const mayRehearse = run?.kind === 'live' && run.state !== 'live' && mayNot === null;
  const commands = useMemo<Command[]>(() => {
    if (showId === undefined || mayNot !== null) return [];
    const rehearse = () => void act(() => client.rehearsal.prepare({ showId }));
    return [
      ...(mayRehearse
        ? [
            {
              id: 'rehearse',
              group: 'app',
              label: tr('rehearse'),
              run: rehearse,
            } as const,
          ]
        : []),
      {
        id: 'reset',
        group: 'app',
        label: tr('reset'),
        run: () => setResetting(true),
      },
    ];
  }, [showId, mayNot, mayRehearse, act, tr]);
  useCommands('rehearsal', commands);
  return (
    <>
      <Popover
        label={t('modeDetails')}
        open={open}
        onOpenChange={setOpen}
        trigger={
          <button
            type="button"
            className={cx(
              'flex shrink-0 items-center gap-1 whitespace-nowrap rounded-md px-2.5 py-1 font-bold tracking-wide',
              looks[mode],
            )}
          >
            <span data-testid="mode" data-mode={mode}>
              {t(wordOf(mode, run))}
            </span>
            <ChevronDown size={14} aria-hidden />
          </button>
        }
      >
        <p className="text-muted">{mode === 'none' ? t('noShow') : t(explains[mode])}</p>
        {show && run?.kind === 'rehearsal' && run.state !== 'ended' && <SandboxControl showId={show.id} />}
        {show && run && (
          <RehearsalPanel
            show={show}
            run={run}
            onReset={() => {
              setOpen(false);
              setResetting(true);
            }}
          />
        )}
      </Popover>
      {show && resetting && <ResetDialog showId={show.id} onClose={() => setResetting(false)} />}
    </>
  );
}
