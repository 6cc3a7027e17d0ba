import type { ComponentProps, ReactNode } from 'react';
import { cx } from './class-names.ts';

/** One area of a screen, with a border of its own. */
export function Panel({ className, children, ...rest }: ComponentProps<'section'>) {
  return (
    <section
      className={cx(
        'flex min-h-0 min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-panel',
        className,
      )}
      {...rest}
    >
      {children}
    </section>
  );
}

/** The line on top of a panel: title, a quiet note beside it, and actions at the end. */
export function PanelHeader({
  title,
  note,
  children,
  id,
}: {
  title: ReactNode;
  note?: ReactNode;
  children?: ReactNode;
  id?: string;
}) {
  return (
    <header className="flex h-9 shrink-0 items-center gap-2.5 border-b border-line pr-2 pl-3">
      <h2 id={id} className="flex shrink-0 items-center gap-2 font-semibold">
        {title}
      </h2>
      <div className="min-w-0 flex-1 truncate text-xs text-muted">{note}</div>
      {children}
    </header>
  );
}
