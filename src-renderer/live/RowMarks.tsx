import { useWords } from '../app/i18n.ts';
import { SyncMark } from '../sync/SyncMark.tsx';
import { SlotTimeMarks } from '../timing/SlotTimeMarks.tsx';
import { formatCount } from '../ui/format.ts';
import { Pill } from '../ui/Pill.tsx';
import type { RundownRowProps } from './RundownRow.tsx';

/** The small words below a product's name: what kind of slot, how much is left, and what stands in the way. */
export function RowMarks({
  slot,
  onAir,
  rehearsal,
  armed,
  next,
  mark,
  blocked,
  sold,
  left,
  alarm,
  lateSec,
  waitSec,
}: Pick<
  RundownRowProps,
  | 'slot'
  | 'onAir'
  | 'rehearsal'
  | 'armed'
  | 'next'
  | 'mark'
  | 'blocked'
  | 'sold'
  | 'left'
  | 'alarm'
  | 'lateSec'
  | 'waitSec'
>) {
  const t = useWords('live');
  const p = useWords('price');
  return (
    <>
      {onAir && <Pill tone={rehearsal ? 'warn' : 'live'}>{t('stateOnAir')}</Pill>}
      {armed && <Pill className="border-text text-text">{t('armed')}</Pill>}
      {next && !armed && <Pill className="border-line-strong">{t('next')}</Pill>}
      {blocked && (
        <Pill tone="warn" title={t('needsSecondTip')}>
          {t('needsSecond')}
        </Pill>
      )}
      <SyncMark mark={mark} />
      <SlotTimeMarks slot={slot} lateSec={lateSec} waitSec={waitSec} />
      {left !== null &&
        (alarm !== 'none' ? (
          <Pill tone={alarm === 'warn' ? 'warn' : 'live'} title={p(`alarm_${alarm}`)}>
            {left <= 0
              ? t('stockOut')
              : `${alarm === 'danger' ? `${p('alarm_danger')} · ` : ''}${t('stockLeft', { n: formatCount(left) })}`}
          </Pill>
        ) : (
          <span className="shrink-0 whitespace-nowrap text-muted">
            {t('stockLeft', { n: formatCount(left) })}
          </span>
        ))}
      {sold !== null && sold > 0 && (
        <span className="shrink-0 whitespace-nowrap text-muted">
          {t('soldCount', { n: formatCount(sold) })}
        </span>
      )}
      {slot.type && !onAir && <span className="min-w-0 truncate text-faint">{slot.type}</span>}
    </>
  );
}
