import { Link } from 'react-router';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { useSyncState } from '#renderer/client/app-state.ts';
import { errorText, isErrorCode } from '#shared/contract/errors.ts';

/** On every screen, once the shown hub will not have this console any more: why, what is not sent, and the way out. */
export function RefusedBanner() {
  const t = useWords('team');
  const language = useLanguage();
  const sync = useSyncState();
  if (sync?.hub !== 'refused' || sync.refusal === null || !isErrorCode(sync.refusal)) return null;
  return (
    <p
      role="alert"
      data-testid="refused-banner"
      data-code={sync.refusal}
      className="hatched-faint rounded-lg border border-warn px-3 py-1.5 text-sm"
    >
      <span className="inline-flex flex-wrap gap-x-3 rounded bg-panel px-1.5 py-0.5">
        <strong className="text-warn">{errorText(sync.refusal, {}, language)}</strong>
        {sync.outboxCount > 0 && <span>{t('refusedMore', { n: sync.outboxCount })}</span>}
        <Link to="/team" className="underline">
          {t('refusedGo')}
        </Link>
      </span>
    </p>
  );
}
