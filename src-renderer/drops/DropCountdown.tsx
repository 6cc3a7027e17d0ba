import { useWords } from '../app/i18n.ts';
import type { TimedDropStatus } from '../client/live-state.ts';
import { useLeftSec } from '../live/use-left-sec.ts';

/** "3 – 2 – 1" in big digits, as every console shows it. */
export function DropCountdown({ status }: { status: TimedDropStatus | null }) {
  const t = useWords('drops');
  const sec = useLeftSec(status);
  if (sec === null) return null;
  return (
    <p
      role="timer"
      data-testid="drop-countdown"
      aria-label={t('countingAria', { n: sec })}
      className="pulse-soft text-center text-2xl font-bold leading-none text-warn tabular-nums"
    >
      {sec}
    </p>
  );
}
