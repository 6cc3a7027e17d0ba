import { skipToken, useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router';
import { useCurrentShow } from '../app/current-show.ts';
import { useWords } from '../app/i18n.ts';
import { orpc } from '../client/client.ts';

/** A shift that waits for this person, on every screen until they have seen to it. */
export function HandoverNotice() {
  const t = useWords('handover');
  const { run } = useCurrentShow();
  const { pathname } = useLocation();
  const list = useQuery(
    orpc.handover.list.queryOptions({
      input: run === null ? skipToken : { showId: run.showId, runKind: run.kind },
    }),
  ).data;
  const mine = list?.find(({ forMe }) => forMe);
  if (!mine || pathname === '/handover') return null;
  return (
    <p
      role="status"
      data-testid="handover-notice"
      className="flex items-center gap-3 rounded-lg border border-warn bg-warn-tint px-3 py-1.5 text-sm"
    >
      <span className="min-w-0 flex-1 truncate">{t('forYou', { by: mine.byName || mine.byId })}</span>
      <Link to="/handover" className="shrink-0 font-semibold underline">
        {t('see')}
      </Link>
    </p>
  );
}
