import type { ReactNode } from 'react';
import { cx } from './class-names.ts';

const tones = {
  plain: 'border-line-strong text-muted',
  live: 'border-live text-live',
  warn: 'border-warn text-warn',
  ok: 'border-ok text-ok',
  /** Not yet confirmed by the hub, or stale. */
  hatched: 'border-dashed border-faint bg-panel text-text',
} as const;

export function Pill({
  tone = 'plain',
  children,
  className,
  title,
  testId,
}: {
  tone?: keyof typeof tones;
  children: ReactNode;
  className?: string;
  title?: string;
  testId?: string;
}) {
  return (
    <span
      data-mark
      data-testid={testId}
      title={title}
      className={cx(
        'inline-flex max-w-full shrink-0 items-center gap-1 truncate whitespace-nowrap rounded-full border px-1.5 text-2xs leading-[1.35]',
        tones[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
