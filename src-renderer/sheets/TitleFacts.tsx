import { useWords } from '#renderer/app/i18n.ts';
import { formatFen } from '#shared/domain/money.ts';
import { useCheck } from './check-context.ts';

/** What the rows above the header say; it fills in the new show. */
export function TitleFacts() {
  const t = useWords('sheets');
  const { preview, currency } = useCheck();
  const { title, host, operator, targetFen, date, timeRange } = preview.findings;
  const day =
    date &&
    (date.year === null
      ? t('monthDay', { month: date.month, day: date.day })
      : t('yearMonthDay', { year: date.year, month: date.month, day: date.day }));
  const facts = [
    [t('findingTitle'), title],
    [t('findingDate'), day],
    [t('findingTime'), timeRange && `${timeRange.start}–${timeRange.end}`],
    [t('findingTarget'), targetFen === null ? null : formatFen(targetFen, currency)],
    [t('findingHost'), host],
    [t('findingOperator'), operator],
  ].filter(([, value]) => value !== null && value !== '');
  if (facts.length === 0) return null;
  return (
    <section className="border-t border-line p-3">
      <h2 className="mb-1 text-xs text-muted">{t('findings')}</h2>
      <dl className="m-0 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-xs">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-faint">{name}</dt>
            <dd className="m-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
