import type { ComponentProps, ReactNode } from 'react';
import { cx } from './class-names.ts';

export const controlLook =
  'h-8 w-full min-w-0 rounded-md border border-line-strong bg-field px-2.5 text-sm text-text aria-[invalid]:border-live disabled:opacity-60';

/** A text field, with a quiet sign in front (¥) or a unit behind it (min) where given. */
export function TextInput({
  before,
  after,
  className,
  ...rest
}: { before?: ReactNode; after?: ReactNode } & ComponentProps<'input'>) {
  if (before === undefined && after === undefined)
    return <input className={cx(controlLook, className)} {...rest} />;
  return (
    <span className="relative flex items-center">
      {before !== undefined && (
        <span className="pointer-events-none absolute left-2.5 text-muted">{before}</span>
      )}
      <input
        className={cx(controlLook, before !== undefined && 'pl-7', after !== undefined && 'pr-14', className)}
        {...rest}
      />
      {after !== undefined && (
        <span className="pointer-events-none absolute right-2.5 text-xs text-muted">{after}</span>
      )}
    </span>
  );
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={cx(controlLook, 'h-auto min-h-20 py-2', className)} {...rest} />;
}
