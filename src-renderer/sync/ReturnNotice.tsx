import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import type { Returned } from '#shared/contract/desk.ts';
import { useWords } from '../app/i18n.ts';
import { useSyncState } from '../client/app-state.ts';
import { client } from '../client/client.ts';
import { useNowMs } from '../client/now.ts';
import { Button } from '../ui/Button.tsx';
import { formatCount } from '../ui/format.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { timeText } from './age.ts';
import { openUnsent } from './unsent-view.ts';

/** When all went well it has been read after so long. */
const READ_MS = 15_000;

function dismiss(at: string): void {
  // Without the desk it stays, and can be dismissed when the desk is back.
  void client.outbox.dismissReturn({ at }).catch(() => undefined);
}

/** What became of everything that was done while the hub was away. Lies over the comments: nothing moves under a hand. */
export function ReturnNotice() {
  const returned = useSyncState()?.returned ?? null;
  return returned && <Notice key={returned.at} returned={returned} />;
}

function Notice({ returned }: { returned: Returned }) {
  const t = useWords('sync');
  const nowMs = useNowMs();
  const { at, sent, refused, expired, unanswered, awaySince } = returned;
  const calm = refused + expired + unanswered === 0;
  useEffect(() => {
    if (!calm) return;
    const timer = setTimeout(() => dismiss(at), READ_MS);
    return () => clearTimeout(timer);
  }, [calm, at]);
  const lines = [
    sent > 0 && t('returnedSent', { n: formatCount(sent) }),
    refused > 0 && t('returnedRefused', { n: formatCount(refused) }),
    expired > 0 && t('returnedExpired', { n: formatCount(expired) }),
    unanswered > 0 && t('returnedUnanswered', { n: formatCount(unanswered) }),
  ].filter((line) => line !== false);
  const Icon = calm ? CircleCheck : TriangleAlert;
  return (
    <section
      role="status"
      data-testid="returned"
      data-sent={sent}
      data-refused={refused}
      data-expired={expired}
      data-unanswered={unanswered}
      className={`enter fixed top-[7.4rem] right-3 z-30 w-88 rounded-lg border bg-raised px-3 py-2.5 text-sm shadow-xl ${calm ? 'border-line-strong' : 'border-warn'}`}
    >
      <div className="flex items-center gap-2">
        <Icon size={16} aria-hidden className={`shrink-0 ${calm ? 'text-ok' : 'text-warn'}`} />
        <p className="min-w-0 flex-1 truncate">
          <strong>{t('returnedTitle')}</strong>
          {awaySince !== null && (
            <span className="ml-2 text-xs text-muted">
              {t('returnedSince', { time: timeText(Date.parse(awaySince), nowMs) })}
            </span>
          )}
        </p>
        <IconButton label={t('returnedClose')} onClick={() => dismiss(at)}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      <ul className="mt-1 flex flex-col gap-0.5 pl-6">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {refused > 0 && (
        <Button
          size="sm"
          className="mt-2 ml-6"
          onClick={() => {
            dismiss(at);
            openUnsent('refused');
          }}
        >
          {t('returnedOpen')}
        </Button>
      )}
    </section>
  );
}
