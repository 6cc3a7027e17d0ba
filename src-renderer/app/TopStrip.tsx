import { Command } from 'lucide-react';
import { ApprovalBadge } from '../price/ApprovalBadge.tsx';
import { SyncStatus } from '../sync/SyncStatus.tsx';
import { PresenceLink } from '../team/PresenceLink.tsx';
import { runKeyAction } from './commands.ts';
import { useCurrentShow } from './current-show.ts';
import { GmvMeter } from './GmvMeter.tsx';
import { useWords } from './i18n.ts';
import { KeyHint } from './KeyHint.tsx';
import { ModeBadge } from './ModeBadge.tsx';
import { OnlineCount } from './OnlineCount.tsx';
import { RunButton } from './RunButton.tsx';
import { ShowClock } from './ShowClock.tsx';
import { ShowMenu } from './ShowMenu.tsx';
import { useRundown } from './use-rundown.ts';

/** On every screen: what is on, for how long, how much, how many watch, and whether the hub has it all. */
export function TopStrip() {
  const t = useWords('app');
  const { show, run } = useCurrentShow();
  const rundown = useRundown(run?.id ?? null);
  return (
    <header className="flex h-14 shrink-0 items-center gap-5 rounded-lg border border-line bg-panel px-3">
      <h1 className="sr-only">{show ? `Livedesk · ${show.title}` : 'Livedesk'}</h1>
      <ModeBadge show={show} run={run} />
      <ShowMenu />
      {rundown && <ShowClock rundown={rundown} />}
      {show && <GmvMeter show={show} />}
      {show && <OnlineCount />}
      <div className="ml-auto flex shrink-0 items-center gap-3">
        <ApprovalBadge />
        {run && <RunButton run={run} />}
        <PresenceLink />
        <SyncStatus />
        <button
          type="button"
          aria-label={t('palette')}
          onClick={() => runKeyAction({ type: 'palette' })}
          className="flex shrink-0 items-center gap-1 rounded-md text-muted hover:text-text"
        >
          <Command size={15} aria-hidden className="min-[1500px]:hidden" />
          <span className="hidden min-[1500px]:inline">
            <KeyHint command="palette" />
          </span>
        </button>
      </div>
    </header>
  );
}
