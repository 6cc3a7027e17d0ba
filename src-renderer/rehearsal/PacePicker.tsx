import { useWords } from '../app/i18n.ts';
import { cx } from '../ui/class-names.ts';

const PACES = [0.5, 1, 2, 5, 10] as const;

/** How quick the imitated evening is. */
export function PacePicker({ value, onChange }: { value: number; onChange: (pace: number) => void }) {
  const t = useWords('app');
  return (
    <>
      <span aria-hidden className="mr-1 whitespace-nowrap text-xs text-muted">
        {t('sandboxPace')}
      </span>
      {PACES.map((pace) => (
        <button
          key={pace}
          type="button"
          aria-pressed={value === pace}
          onClick={() => onChange(pace)}
          className={cx(
            'rounded-md border px-1.5 py-0.5 text-xs disabled:text-faint',
            value === pace
              ? 'border-text font-semibold text-text'
              : 'border-line text-muted hover:border-line-strong hover:text-text',
          )}
        >
          {pace}×
        </button>
      ))}
    </>
  );
}
