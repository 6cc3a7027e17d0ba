import type { ReactNode } from 'react';

export function ReportSection({
  title,
  note,
  children,
  testId,
}: {
  title: string;
  note?: ReactNode;
  children: ReactNode;
  testId?: string;
}) {
  return (
    <section className="mt-5" data-testid={testId}>
      <h3 className="mb-1 flex items-baseline gap-3 font-semibold">
        {title}
        {note && <span className="text-xs font-normal text-muted">{note}</span>}
      </h3>
      {children}
    </section>
  );
}

export function Quiet({ children }: { children: ReactNode }) {
  return <p className="py-2 text-sm text-faint">{children}</p>;
}
