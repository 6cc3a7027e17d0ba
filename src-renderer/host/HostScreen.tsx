import { useState } from 'react';
import { useWords } from '../app/i18n.ts';
import { overUnderText } from '../app/over-under.ts';
import { cx } from '../ui/class-names.ts';
import { formatClock } from '../ui/format.ts';
import { AskBar } from './AskBar.tsx';
import { Countdown } from './Countdown.tsx';
import { HostMessage } from './HostMessage.tsx';
import { HostQuestions } from './HostQuestions.tsx';
import type { Received } from './host-wire.ts';
import { type Looks, setLooks } from './looks.ts';
import { NextCard } from './NextCard.tsx';
import { OnAirStage } from './OnAirStage.tsx';
import { Prompter } from './Prompter.tsx';
import { useTicking } from './use-ticking.ts';

/** Frames come at least each five seconds: after this the desk is silent, and the tablet says so. */
const SILENT_MS = 12_000;

export function HostScreen({ last, look, lost }: { last: Received; look: Looks; lost: boolean }) {
  const t = useWords('host');
  const now = useTicking();
  const [prompting, setPrompting] = useState(false);
  const { frame } = last;
  const sinceMs = now - last.atMs;
  const silentSec = sinceMs > SILENT_MS ? Math.floor(sinceMs / 1000) : null;
  const notice = lost ? t('lost') : silentSec === null ? null : t('silent', { seconds: silentSec });
  return (
    <div
      data-mode={frame.mode}
      className={cx(
        'flex h-full flex-col gap-2 overflow-y-auto p-2 sm:gap-3 sm:p-3',
        frame.mode === 'rehearsal' && 'rehearsal-frame',
      )}
    >
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <h1 className="sr-only">{t('title')}</h1>
        <Mode mode={frame.mode} state={frame.runState} />
        <span className="min-w-0 truncate font-semibold">{frame.show.title}</span>
        {frame.runState === 'live' && (
          <span className="text-muted">
            {t('ends', { time: formatClock(frame.forecastEndMs) })}
            {frame.overSec !== null && <WholeShow overSec={frame.overSec} />}
          </span>
        )}
        <span className="ml-auto flex gap-2">
          <Small onPress={() => setPrompting(true)} disabled={!frame.onAir}>
            {t('prompter')}
          </Small>
          <Small onPress={() => setLooks({ theme: look.theme === 'dark' ? 'light' : 'dark' })}>
            {t(look.theme === 'dark' ? 'light' : 'dark')}
          </Small>
          <Small onPress={() => setLooks({ language: look.language === 'zh' ? 'en' : 'zh' })}>
            {t('language')}
          </Small>
        </span>
      </header>
      {notice && (
        <p role="alert" className="hatched-faint rounded-lg border border-line-strong px-3 py-2">
          <span className="rounded bg-panel px-2 py-0.5 font-semibold">{notice}</span>
        </p>
      )}
      {frame.message && <HostMessage message={frame.message} />}
      <main className="grid shrink-0 grow content-start gap-2 sm:gap-3 lg:min-h-0 lg:flex-1 lg:shrink lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)] lg:content-stretch">
        <OnAirStage frame={frame} sinceMs={sinceMs} />
        <div className="flex min-h-0 flex-col gap-2 sm:gap-3">
          <NextCard next={frame.next} later={frame.later} currency={frame.show.currency} />
          <HostQuestions questions={frame.questions} />
        </div>
      </main>
      <AskBar asked={frame.asked} />
      <Countdown countdown={frame.countdown} sinceMs={sinceMs} />
      {prompting && (
        <Prompter frame={frame} sinceMs={sinceMs} look={look} onEnd={() => setPrompting(false)} />
      )}
    </div>
  );
}

function WholeShow({ overSec }: { overSec: number }) {
  const t = useWords('app');
  return <span className={cx('ml-2', overSec > 5 && 'text-warn')}>{overUnderText(overSec, t)}</span>;
}

function Mode({ mode, state }: { mode: Received['frame']['mode']; state: Received['frame']['runState'] }) {
  const t = useWords('host');
  const on = state === 'live';
  const tone =
    mode === 'rehearsal' ? 'bg-warn-solid text-warn-ink' : on ? 'bg-live-solid text-white' : 'bg-raised';
  return (
    <span data-testid="host-mode" className={cx('rounded-md px-2 py-0.5 font-bold', tone)}>
      {mode === 'rehearsal' ? t('rehearsal') : on ? t('live') : t(state)}
    </span>
  );
}

function Small(props: { onPress: () => void; disabled?: boolean; children: string }) {
  return (
    <button
      type="button"
      onClick={props.onPress}
      disabled={props.disabled}
      className="rounded-md border border-line bg-raised px-3 py-1.5 font-semibold hover:bg-hover disabled:text-faint"
    >
      {props.children}
    </button>
  );
}
