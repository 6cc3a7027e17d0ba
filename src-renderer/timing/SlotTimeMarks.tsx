import type { Slot } from '#shared/domain/rundown/slot.schema.ts';
import { useWords } from '../app/i18n.ts';
import { formatClock, formatDuration } from '../ui/format.ts';
import { Pill } from '../ui/Pill.tsx';

/** What a row says of its times beyond the clock: a fixed start, how late it will be, and a change made live. */
export function SlotTimeMarks({
  slot,
  lateSec,
  waitSec,
}: {
  slot: Slot;
  lateSec: number | null;
  waitSec: number;
}) {
  const t = useWords('timing');
  const fixed = slot.fixedStartAt === null ? null : formatClock(Date.parse(slot.fixedStartAt));
  const waits = slot.state === 'waiting';
  return (
    <>
      {fixed !== null && waits && (
        <Pill title={t('fixedTip', { time: fixed })} className="border-line-strong">
          {t('fixedAt', { time: fixed })}
        </Pill>
      )}
      {waits && lateSec !== null && lateSec >= 60 && (
        <Pill tone="warn">{t('late', { time: formatDuration(lateSec) })}</Pill>
      )}
      {waits && waitSec >= 60 && (
        <span className="shrink-0 whitespace-nowrap text-muted">
          {t('wait', { time: formatDuration(waitSec) })}
        </span>
      )}
      {slot.changedLiveAt !== null && waits && (
        <span
          className="shrink-0 whitespace-nowrap text-faint"
          title={t('changedTip', { time: formatClock(Date.parse(slot.changedLiveAt)) })}
        >
          {t('changed')}
        </span>
      )}
    </>
  );
}
