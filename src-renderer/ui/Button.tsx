import type { ComponentProps, ReactNode } from 'react';
import { cx } from './class-names.ts';

const looks = {
  /** The one thing to do here. */
  primary: 'bg-strong text-strong-ink border-transparent hover:opacity-90',
  plain: 'bg-raised text-text border-line hover:bg-hover hover:border-line-strong',
  quiet: 'bg-transparent text-muted border-transparent hover:bg-hover hover:text-text',
  warn: 'bg-transparent text-warn border-warn hover:bg-warn-tint',
  danger: 'bg-transparent text-live border-live hover:bg-live-tint',
} as const;

const sizes = {
  sm: 'h-6.5 px-2 text-xs gap-1.5',
  md: 'h-8 px-3 text-sm gap-2',
  lg: 'h-11 px-4 text-base gap-2.5',
} as const;

export interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
  icon?: ReactNode;
}

export function Button({
  look = 'plain',
  size = 'md',
  icon,
  className,
  children,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={cx(
        'inline-flex shrink-0 items-center justify-center whitespace-nowrap rounded-md border font-semibold transition-colors',
        'disabled:cursor-not-allowed disabled:border-line disabled:bg-transparent disabled:text-faint disabled:hover:opacity-100',
        looks[look],
        sizes[size],
        className,
      )}
      {...rest}
    >
      {icon}
      {children}
    </button>
  );
}
