import type { ComponentProps } from 'react';
import { cx } from './class-names.ts';
import { Tooltip } from './Tooltip.tsx';

/** A square button of one icon; its label is read out and shown on hover. */
export function IconButton({
  label,
  className,
  children,
  type = 'button',
  ...rest
}: { label: string } & ComponentProps<'button'>) {
  return (
    <Tooltip text={label}>
      <button
        type={type}
        aria-label={label}
        className={cx(
          'inline-grid size-7 shrink-0 place-items-center rounded-md text-muted transition-colors hover:bg-hover hover:text-text',
          'disabled:cursor-not-allowed disabled:text-faint disabled:opacity-60 disabled:hover:bg-transparent',
          className,
        )}
        {...rest}
      >
        {children}
      </button>
    </Tooltip>
  );
}
