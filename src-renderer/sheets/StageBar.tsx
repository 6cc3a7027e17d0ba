import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { cx } from '#renderer/ui/class-names.ts';

const stages = ['stageFile', 'stageCheck', 'stageImport'] as const;

/** Where the person is in the import: the three stages are always in sight. */
export function StageBar({ title, at, children }: { title: string; at: 0 | 1 | 2; children?: ReactNode }) {
  const t = useWords('sheets');
  return (
    <header className="flex h-11 shrink-0 items-center gap-5 rounded-lg border border-line bg-panel px-3">
      <h1 className="shrink-0 text-base font-semibold">{title}</h1>
      <ol className="flex shrink-0 items-center gap-1.5 text-sm">
        {stages.map((stage, index) => (
          <li
            key={stage}
            aria-current={index === at ? 'step' : undefined}
            className={cx(
              'flex items-center gap-1.5',
              index === at ? 'font-semibold text-text' : 'text-faint',
            )}
          >
            {index > 0 && <span aria-hidden className="mx-1 h-px w-5 bg-line-strong" />}
            <span
              className={cx(
                'grid size-5 place-items-center rounded-full border text-2xs',
                index === at ? 'border-strong bg-strong text-strong-ink' : 'border-line-strong',
              )}
            >
              {index < at ? <Check size={12} aria-hidden /> : index + 1}
            </span>
            {t(stage)}
          </li>
        ))}
      </ol>
      <div className="flex min-w-0 flex-1 items-center justify-end gap-2">{children}</div>
    </header>
  );
}
