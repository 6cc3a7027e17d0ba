import { useWords } from '../app/i18n.ts';
import { SyncMark } from '../sync/SyncMark.tsx';
import { SlotTimeMarks } from '../timing/SlotTimeMarks.tsx';
import { Pill } from '../ui/Pill.tsx';
import { RowStock } from './RowStock.tsx';
import type { RundownRowProps } from './RundownRow.tsx';

/** The small words below a product's name: what kind of slot, how much is left, and what stands in the way. */
export function RowMarks({
  slot,
  product,
  atTills,
  onAir,
  rehearsal,
  armed,
  next,
  mark,
  blocked,
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
  | 'product'
  | 'atTills'
  | 'lateSec'
  | 'waitSec'
>) {
  const t = useWords('live');
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
      <RowStock product={product} atTills={atTills} />
      {slot.type && !onAir && <span className="min-w-0 truncate text-faint">{slot.type}</span>}
    </>
  );
}
