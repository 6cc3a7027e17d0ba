import { useEffect } from 'react';
import { Outlet } from 'react-router';
import { useConnection } from '../client/app-state.ts';
import { followLive } from '../client/live.ts';
import { HandoverNotice } from '../handover/HandoverNotice.tsx';
import { ActsDrawer } from '../safety/ActsDrawer.tsx';
import { LockCover } from '../safety/LockCover.tsx';
import { PinNotice } from '../safety/PinNotice.tsx';
import { LiveShowsBar } from '../several/LiveShowsBar.tsx';
import { ConflictTray } from '../sync/ConflictTray.tsx';
import { ReturnNotice } from '../sync/ReturnNotice.tsx';
import { StorageNotice } from '../sync/StorageNotice.tsx';
import { UnsentDialog } from '../sync/UnsentDialog.tsx';
import { RefusedBanner } from '../team/RefusedBanner.tsx';
import { FrozenQuestion } from '../timing/FrozenQuestion.tsx';
import { cx } from '../ui/class-names.ts';
import { CommandPalette } from './CommandPalette.tsx';
import { useCurrentShow } from './current-show.ts';
import { useWords } from './i18n.ts';
import { KeysSheet } from './KeysSheet.tsx';
import { runMode } from './run-mode.ts';
import { SideRail } from './SideRail.tsx';
import { TopStrip } from './TopStrip.tsx';
import { TypedDigits } from './TypedDigits.tsx';
import { useAppearance } from './use-appearance.ts';
import { useHotkeys } from './use-hotkeys.ts';

/** What surrounds every screen: the top strip, the slim navigation, and what may open over all of them. */
export function Shell() {
  const t = useWords('app');
  const { show, run } = useCurrentShow();
  const lost = useConnection() !== 'open';
  const showId = show?.id ?? null;
  const runKind = run?.kind ?? null;
  const rehearsal = runMode(run) === 'rehearsal';
  useAppearance();
  useHotkeys();
  useEffect(() => {
    return showId !== null && runKind !== null ? followLive(showId, runKind) : undefined;
  }, [showId, runKind]);
  return (
    <div
      data-rehearsal={rehearsal}
      className={cx('flex h-full flex-col gap-2 p-2', rehearsal && 'rehearsal-frame')}
    >
      <TopStrip />
      <LiveShowsBar />
      {lost && (
        <p role="alert" className="hatched-faint rounded-lg border border-line-strong px-3 py-1.5 text-sm">
          <span className="rounded bg-panel px-1.5 py-0.5 font-semibold">{t('lostBanner')}</span>
        </p>
      )}
      <RefusedBanner />
      <StorageNotice />
      <ReturnNotice />
      <ConflictTray />
      <HandoverNotice />
      <PinNotice />
      <div className="flex min-h-0 flex-1 gap-2">
        <SideRail />
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <Outlet />
        </div>
      </div>
      <TypedDigits />
      <CommandPalette />
      <KeysSheet />
      <ActsDrawer />
      <LockCover />
      <UnsentDialog />
      <FrozenQuestion />
    </div>
  );
}
