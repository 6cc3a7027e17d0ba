import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Returned } from '#shared/contract/outbox.ts';
import { useWords } from '../app/i18n.ts';
import { useSync } from '../client/app-state.ts';
import { client } from '../client/client.ts';
import { useNowMs } from '../client/now.ts';
import { Button } from '../ui/Button.tsx';
import { formatCount } from '../ui/format.ts';
import { toast } from '../ui/toast.ts';
import { timeText } from './age.ts';

function dismiss(at: string): void {
  // Without the desk it stays, and can be dismissed when the desk is back.
  void client.outbox.dismissReturn({ at }).catch(() => undefined);
}

/**
 * What became of everything that was done while the hub was away. A passing word is enough for what was sent, and for
 * what was refused, which stands in the tray; orders that were lost stand nowhere else and stay until they were read.
 */
export function ReturnNotice() {
  const returned = useSync((sync) => sync.returned) ?? null;
  if (returned === null) return null;
  const { at, expired, unanswered } = returned;
  return expired + unanswered === 0 ? (
    <Passing key={at} returned={returned} />
  ) : (
    <Lasting key={at} returned={returned} />
  );
}

function Passing({ returned: { at, sent, refused } }: { returned: Returned }) {
  const t = useWords('sync');
  const said = useRef(false);
  useEffect(() => {
    if (said.current) return;
    said.current = true;
    const parts = [
      t('returnedTitle'),
      sent > 0 && t('returnedSent', { n: formatCount(sent) }),
      refused > 0 && t('returnedRefused', { n: formatCount(refused) }),
    ];
    toast[refused > 0 ? 'say' : 'ok'](parts.filter(Boolean).join(' · '));
    dismiss(at);
  }, [at, sent, refused, t]);
  return null;
}

function Lasting({ returned }: { returned: Returned }) {
  const t = useWords('sync');
  const nowMs = useNowMs();
  const { at, sent, refused, expired, unanswered, awaySince } = returned;
  const parts = [
    sent > 0 && t('returnedSent', { n: formatCount(sent) }),
    refused > 0 && t('returnedRefused', { n: formatCount(refused) }),
    expired > 0 && t('returnedExpired', { n: formatCount(expired) }),
    unanswered > 0 && t('returnedUnanswered', { n: formatCount(unanswered) }),
  ].filter((part) => part !== false);
  return (
    <section
      role="status"
      data-testid="returned"
      data-sent={sent}
      data-refused={refused}
      data-expired={expired}
      data-unanswered={unanswered}
      className="flex shrink-0 items-center gap-2 rounded-lg border border-line-strong bg-raised px-3 py-1 text-sm"
    >
      <TriangleAlert size={15} aria-hidden className="shrink-0 text-warn" />
      <p className="min-w-0 flex-1">
        <strong>{t('returnedTitle')}</strong>
        {awaySince !== null && (
          <span className="ml-2 text-xs text-muted">
            {t('returnedSince', { time: timeText(Date.parse(awaySince), nowMs) })}
          </span>
        )}
        <span className="ml-3">{parts.join(' · ')}</span>
      </p>
      <Button size="sm" onClick={() => dismiss(at)}>
        {t('returnedClose')}
      </Button>
    </section>
  );
}
