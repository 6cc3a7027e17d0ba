import { CircleAlert, CircleCheck, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { CheckResult, Finding } from '#shared/domain/checklist/checklist.schema.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import { findingText, placeOf } from './finding-text.ts';

const SHOWN = 6;

const icons = {
  ok: <CircleCheck size={16} aria-hidden className="text-ok" />,
  warning: <TriangleAlert size={16} aria-hidden className="text-warn" />,
  error: <CircleAlert size={16} aria-hidden className="text-live" />,
  waiting: <LoaderCircle size={16} aria-hidden className="animate-spin text-faint" />,
} as const;
const words = {
  ok: 'levelOk',
  warning: 'levelWarning',
  error: 'levelError',
  waiting: 'levelWaiting',
} as const;

/** One check: its light, in words too, and what it found with the way there. */
export function CheckRow({
  result,
  currency,
  onGo,
  onSkip,
}: {
  result: CheckResult;
  currency: string;
  onGo: (place: { to: string; things: string[] }) => void;
  onSkip: (slotId: string) => void;
}) {
  const t = useWords('checklist');
  const { check, findings } = result;
  const look = result.level === 'ok' && result.waiting ? 'waiting' : result.level;
  const shown = findings.slice(0, SHOWN);
  return (
    <li
      data-testid="check"
      data-check={check}
      data-level={result.level}
      className="flex items-start gap-2.5 border-b border-line py-1.5 last:border-b-0"
    >
      <span className="mt-0.5 shrink-0">{icons[look]}</span>
      <span className="w-48 shrink-0 text-sm">
        {t(`check_${check}`)}
        <span className="sr-only"> · {t(words[look])}</span>
      </span>
      {findings.length === 0 ? (
        <span className="text-sm text-faint">{look === 'waiting' ? t('levelWaiting') : t('ok')}</span>
      ) : (
        <ul className="min-w-0 flex-1 space-y-1">
          {shown.map((finding, at) => (
            <FindingLine
              key={`${finding.code}${finding.slotId ?? finding.productId ?? finding.dropId ?? at}`}
              {...{ check, finding, currency, onGo, onSkip }}
            />
          ))}
          {findings.length > SHOWN && (
            <li className="text-xs text-faint">{t('more', { more: findings.length - SHOWN })}</li>
          )}
        </ul>
      )}
    </li>
  );
}

function FindingLine({
  check,
  finding,
  currency,
  onGo,
  onSkip,
}: {
  check: CheckResult['check'];
  finding: Finding;
  currency: string;
  onGo: (place: { to: string; things: string[] }) => void;
  onSkip: (slotId: string) => void;
}) {
  const t = useWords('checklist');
  const language = useLanguage();
  const text = findingText(finding, t, currency, language);
  const place = placeOf(check, finding);
  const skips = finding.level === 'error' && finding.slotId !== null;
  return (
    <li className="flex items-start gap-2">
      <span className={cx('min-w-0 flex-1 text-sm', finding.level === 'error' ? 'text-live' : 'text-text')}>
        {text}
      </span>
      {skips && (
        <Button
          size="sm"
          data-testid="checklist-skip"
          aria-label={`${t('skip')}: ${text}`}
          onClick={() => finding.slotId !== null && onSkip(finding.slotId)}
        >
          {t('skip')}
        </Button>
      )}
      {place && (
        <Button size="sm" look="quiet" aria-label={`${t('go')}: ${text}`} onClick={() => onGo(place)}>
          {t('go')}
        </Button>
      )}
    </li>
  );
}
