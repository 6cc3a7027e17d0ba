import type { ReactNode } from 'react';
import { cx } from '../ui/class-names.ts';

/** A small label above one large number of the top strip. */
export function Figure({
  label,
  children,
  className,
  testId,
}: {
  label: ReactNode;
  children: ReactNode;
  className?: string;
  testId?: string;
}) {
  return (
    <div className={cx('shrink-0 whitespace-nowrap', className)} data-testid={testId}>
      <div className="text-2xs leading-tight text-muted">{label}</div>
      <div className="text-xl font-semibold leading-tight tracking-tight">{children}</div>
    </div>
  );
}
