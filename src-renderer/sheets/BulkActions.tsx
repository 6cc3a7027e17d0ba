import { useWords } from '#renderer/app/i18n.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { useCheck } from './check-context.ts';
import { unknownColumns, warningKinds } from './open-problems.ts';
import { acceptAll, leaveOutBlocked } from './sheet-answers.ts';
import { hasTitle, warningTitles } from './warning-title.ts';

/** What can be settled for many rows at once, each with its count. */
export function BulkActions() {
  const t = useWords('sheets');
  const { preview, say } = useCheck();
  const kinds = warningKinds(preview.rows);
  const { blocked } = preview.counts;
  // Until every column is known, what the rows lack may be no more than a column.
  if (blocked === 0 || unknownColumns(preview).length > 0) return null;
  return (
    <section aria-label={t('bulk')} className="flex flex-col gap-1.5 border-t border-line p-2">
      {kinds.map(({ code, count }) => (
        <div key={code} className="flex items-center justify-between gap-2 pl-1 text-xs">
          <span className="min-w-0 text-muted">{hasTitle(code) ? t(warningTitles[code]) : code}</span>
          <Button
            size="sm"
            look="warn"
            data-testid="sheet-accept-all"
            data-code={code}
            onClick={() => say((all) => acceptAll(all, preview.rows, code))}
          >
            {t('acceptAllOf', { n: count })}
          </Button>
        </div>
      ))}
      <Button
        size="sm"
        data-testid="sheet-leave-out-blocked"
        onClick={() => say((all) => leaveOutBlocked(all, preview.rows))}
      >
        {t('leaveOutBlocked', { n: blocked })}
      </Button>
    </section>
  );
}
