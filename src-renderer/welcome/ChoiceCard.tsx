import type { ReactNode } from 'react';
import { cx } from '#renderer/ui/class-names.ts';

/** One of the big ways to begin. */
export function ChoiceCard({
  icon,
  title,
  text,
  eager = false,
  children,
}: {
  icon: ReactNode;
  title: string;
  text: string;
  /** Something is held over it. */
  eager?: boolean;
  children: ReactNode;
}) {
  return (
    <section
      className={cx(
        'flex flex-col items-start gap-2 rounded-lg border bg-raised p-5 transition-colors',
        eager ? 'border-focus bg-hover' : 'border-line',
      )}
    >
      <div className="mb-1 text-muted">{icon}</div>
      <h2 className="text-xl font-semibold">{title}</h2>
      <p className="mb-3 text-sm text-muted">{text}</p>
      <div className="mt-auto w-full">{children}</div>
    </section>
  );
}
