import type { ComponentProps, ReactNode } from 'react';
import { cx } from './class-names.ts';

export function Checkbox({
  label,
  className,
  ...rest
}: { label: ReactNode } & Omit<ComponentProps<'input'>, 'type'>) {
  return (
    <label className={cx('inline-flex items-start gap-2 text-sm', className)}>
      <input type="checkbox" className="mt-0.5 size-4 shrink-0 accent-(--strong)" {...rest} />
      <span className="min-w-0">{label}</span>
    </label>
  );
}
