import type { ReactNode } from 'react';
import { useLive } from '../client/live.ts';
import { cx } from '../ui/class-names.ts';

/** A region that scrolls must be reachable by keyboard, though nothing in it can be pressed. */
const reachable = { tabIndex: 0 } as const;

/** The rows of one panel; hatched while they cannot be renewed. */
export function WallList({ label, children }: { label: string; children: ReactNode }) {
  const stale = useLive((live) => live.stale);
  return (
    <ol
      aria-label={label}
      className={cx('min-h-0 flex-1 overflow-y-auto outline-offset-[-2px]', stale && 'hatched-faint')}
      {...reachable}
    >
      {children}
    </ol>
  );
}
