import type { HostFrame } from '#shared/contract/host.ts';
import { useWords } from '../app/i18n.ts';
import { countdownDigit } from './host-time.ts';

/** "3-2-1" over everything: nothing else matters for those seconds. */
export function Countdown({ countdown, sinceMs }: { countdown: HostFrame['countdown']; sinceMs: number }) {
  const t = useWords('host');
  const digit = countdownDigit(countdown, sinceMs);
  if (digit === null) return null;
  return (
    <div
      role="timer"
      aria-live="assertive"
      data-testid="host-countdown"
      className="pointer-events-none fixed inset-0 grid place-items-center bg-shade"
    >
      <span className="rounded-3xl bg-panel px-16 py-6 text-[clamp(8rem,40vw,22rem)] leading-none font-bold">
        {digit === 0 ? t('countdownGo') : digit}
      </span>
    </div>
  );
}
