import type { ReactNode } from 'react';
import { useLive } from '../client/live.ts';
import { cx } from '../ui/class-names.ts';
import { Tooltip } from '../ui/Tooltip.tsx';

/** One figure with its definition on hover and on focus. `exact` is what the text was made from. */
export function WallFigure({
  label,
  tip,
  note,
  testId,
  exact,
  big = false,
  children,
}: {
  label: string;
  tip: string;
  note?: ReactNode;
  testId: string;
  /** Minor units, counts or basis points; null = unknown. */
  exact: number | null;
  big?: boolean;
  children: ReactNode;
}) {
  const stale = useLive((live) => live.stale);
  return (
    <Tooltip text={tip}>
      <button
        type="button"
        className={cx('min-w-0 bg-panel px-4 py-2 text-left outline-offset-[-2px]', stale && 'hatched-faint')}
      >
        <span className="block text-xs text-muted">{label}</span>
        <span
          data-testid={testId}
          data-exact={exact ?? ''}
          className={cx(
            'block leading-tight tracking-tight whitespace-nowrap',
            big ? 'text-[2.6rem] font-bold' : 'text-2xl font-semibold',
          )}
        >
          {children}
        </span>
        <span className="block min-h-[1.35em] truncate text-2xs text-muted">{note}</span>
      </button>
    </Tooltip>
  );
}
