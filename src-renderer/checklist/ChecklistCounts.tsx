import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useWords } from '../app/i18n.ts';
import { countsOf, useChecklist } from './use-checklist.ts';

/** The checklist in one line, where it blocks nothing. */
export function ChecklistCounts({ runId }: { runId: string }) {
  const t = useWords('checklist');
  const { checklist } = useChecklist(runId);
  if (!checklist) return null;
  const { errors, warnings } = countsOf(checklist);
  if (errors + warnings === 0)
    return (
      <p className="flex items-center gap-1.5 text-sm text-muted">
        <CircleCheck size={15} aria-hidden className="shrink-0 text-ok" />
        {t('titleRehearsal')}: {t('allGood')}
      </p>
    );
  return (
    <p data-testid="checklist-counts" className="flex items-center gap-1.5 text-sm text-muted">
      {errors > 0 ? (
        <CircleAlert size={15} aria-hidden className="shrink-0 text-live" />
      ) : (
        <TriangleAlert size={15} aria-hidden className="shrink-0 text-warn" />
      )}
      {t('titleRehearsal')}: {t('errorsCount', { errors })} · {t('warningsCount', { warnings })}.{' '}
      {t('introRehearsal')}
    </p>
  );
}
