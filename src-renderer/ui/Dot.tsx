import { cx } from './class-names.ts';

const tones = {
  live: 'bg-live',
  warn: 'bg-warn',
  ok: 'bg-ok',
  quiet: 'bg-faint',
  hatched: 'hatched outline outline-1 outline-faint',
} as const;
export type DotTone = keyof typeof tones;

/**
 * A small state light. It never stands alone: words beside it say the same. It pulses when it comes and then stands
 * still: for hours on end, whatever pulses would have the whole screen painted sixty times a second.
 */
export function Dot({ tone, pulse = false }: { tone: DotTone; pulse?: boolean }) {
  return (
    <span
      aria-hidden
      className={cx('inline-block size-2 shrink-0 rounded-full', tones[tone], pulse && 'pulse-thrice')}
    />
  );
}
