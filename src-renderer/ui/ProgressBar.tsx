import { cx } from './class-names.ts';

const tones = { text: 'bg-text', live: 'bg-live', warn: 'bg-warn', ok: 'bg-ok', hatched: 'hatched' } as const;

/** `share` from 0 to 1; beyond is drawn full. */
export function ProgressBar({
  share,
  label,
  tone = 'text',
  className,
}: {
  share: number;
  label: string;
  tone?: keyof typeof tones;
  className?: string;
}) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={cx('h-1 overflow-hidden rounded-full bg-line', className)}
    >
      <div className={cx('h-full transition-[width]', tones[tone])} style={{ width: `${percent}%` }} />
    </div>
  );
}
