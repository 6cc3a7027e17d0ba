import { ChevronDown, ChevronRight } from 'lucide-react';
import { errorText, isErrorCode } from '#shared/contract/errors.ts';
import type { AuditChange, AuditEntry } from '#shared/domain/audit/audit.schema.ts';
import { useLanguage } from '../app/i18n.ts';
import { formatDay, formatTime } from '../ui/format.ts';
import { Pill } from '../ui/Pill.tsx';
import { actText, fieldName, valueText, whoText } from './audit-text.ts';
import { useAuditSay } from './use-audit.ts';

export const auditTracks =
  'grid grid-cols-[7.5rem_minmax(0,1fr)_minmax(0,2.4fr)_7rem] items-center gap-x-3 px-3';

const outcomeTones = { done: 'plain', refused: 'warn', asked: 'hatched' } as const;

/** One act: pressed, it shows what was there before and after. */
export function AuditRow({
  entry,
  open,
  isStop,
  onToggle,
}: {
  entry: AuditEntry;
  open: boolean;
  /** Whether Tab comes to this row. */
  isStop: boolean;
  onToggle: () => void;
}) {
  const say = useAuditSay();
  const { t } = say;
  const atMs = Date.parse(entry.at);
  const detailsId = `audit-${entry.entry}`;
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? detailsId : undefined}
        tabIndex={isStop ? 0 : -1}
        onClick={onToggle}
        className={`${auditTracks} w-full py-1.5 text-left text-sm hover:bg-hover`}
      >
        <span className="flex items-center gap-1 tabular-nums">
          {open ? <ChevronDown size={13} aria-hidden /> : <ChevronRight size={13} aria-hidden />}
          <span>
            {formatTime(atMs)}
            <span className="block text-2xs text-muted">{formatDay(atMs).slice(0, 5)}</span>
          </span>
        </span>
        <span className="min-w-0">
          <span className="block truncate">{whoText(entry, t)}</span>
          <span className="block truncate text-2xs text-muted">{entry.deviceName || entry.deviceId}</span>
        </span>
        <span className="min-w-0">
          <span className="line-clamp-2">{actText(entry, say)}</span>
        </span>
        <span className="flex flex-wrap gap-1">
          {entry.mode === 'rehearsal' && <Pill tone="warn">{t('mode_rehearsal')}</Pill>}
          {entry.outcome !== 'done' && (
            <Pill tone={outcomeTones[entry.outcome]}>{t(`outcome_${entry.outcome}`)}</Pill>
          )}
        </span>
      </button>
      {open && <Details entry={entry} id={detailsId} />}
    </>
  );
}

function Details({ entry, id }: { entry: AuditEntry; id: string }) {
  const { t } = useAuditSay();
  const language = useLanguage();
  const { code, changes, more, at, deviceAt } = entry;
  return (
    <div id={id} data-testid="audit-details" className="bg-raised px-3 pt-1 pb-3 pl-11 text-xs">
      <p className="tabular-nums text-muted">
        {t('hubTime', { time: `${formatDay(Date.parse(at)).slice(0, 5)} ${formatTime(Date.parse(at))}` })}
        {deviceAt !== null && ` · ${t('deviceTime', { time: formatTime(Date.parse(deviceAt)) })}`}
        {` · ${t(`kind_${entry.kind}`)}`}
        {entry.mode !== null && ` · ${t(`mode_${entry.mode}`)}`}
      </p>
      {code !== null && (
        <p className="mt-1 text-warn">{isErrorCode(code) ? errorText(code, {}, language) : code}</p>
      )}
      {changes.length === 0 && <p className="mt-1 text-muted">{t('noChange')}</p>}
      {changes.map((change) => (
        <Change
          key={`${change.kind}/${change.id}`}
          change={change}
          currency={String(entry.facts['currency'] ?? 'CNY')}
        />
      ))}
      {more > 0 && <p className="mt-1 text-muted">{t('moreDocuments', { n: more })}</p>}
    </div>
  );
}

function Change({ change, currency }: { change: AuditChange; currency: string }) {
  const { t, fields: names } = useAuditSay();
  const { name, was, fields } = change;
  return (
    <table className="mt-1.5 w-full max-w-3xl table-fixed">
      <caption className="text-left font-semibold">
        {t(`was_${was}`)} {name}
      </caption>
      <thead className="text-2xs text-muted">
        <tr>
          <th className="w-36 text-left font-normal" scope="col">
            <span className="sr-only">{t('columnWhat')}</span>
          </th>
          <th className="text-left font-normal" scope="col">
            {t('before')}
          </th>
          <th className="text-left font-normal" scope="col">
            {t('after')}
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field.field} data-field={field.field}>
            <th scope="row" className="py-0.5 text-left align-top font-normal text-muted">
              {fieldName(field.field, names)}
            </th>
            <td className="py-0.5 pr-3 align-top break-words text-muted line-through decoration-faint">
              {valueText(field, field.before, t, currency)}
            </td>
            <td className="py-0.5 align-top break-words">{valueText(field, field.after, t, currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
