import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { useSyncState } from '#renderer/client/app-state.ts';
import { spanText } from '#renderer/sync/age.ts';
import { shownSkewMs } from '#renderer/sync/sync-view.ts';
import { useSyncView } from '#renderer/sync/use-sync.ts';
import { Dot } from '#renderer/ui/Dot.tsx';
import { formatDay } from '#renderer/ui/format.ts';
import { Spinner } from '#renderer/ui/Spinner.tsx';
import { errorText, isErrorCode } from '#shared/contract/errors.ts';
import type { Role } from '#shared/domain/roles.ts';
import { Facts, Section } from './Section.tsx';

const roleWords = {
  owner: 'roleOwner',
  operator: 'roleOperator',
  community: 'roleCommunity',
  host: 'roleHost',
  crew: 'roleCrew',
  integrator: 'roleIntegrator',
} as const satisfies Record<Role, string>;

/** The hub this console is joined to, and as whom. */
export function HubSection() {
  const t = useWords('settings');
  const language = useLanguage();
  const s = useWords('sync');
  const sync = useSyncState();
  const view = useSyncView();
  if (!sync || !view)
    return (
      <Section title={t('hub')}>
        <Spinner />
      </Section>
    );
  const skewMs = shownSkewMs(sync.skewMs);
  const refusal = sync.refusal !== null && isErrorCode(sync.refusal) ? sync.refusal : null;
  return (
    <Section title={t('hub')}>
      <Facts
        facts={[
          [
            t('hubState'),
            <span key="state" className="flex items-center gap-2">
              <Dot tone={view.tone} />
              {s(`state_${view.word}`)}
            </span>,
          ],
          [t('hubKind'), t(sync.ownHub ? 'hubOwn' : 'hubTeam')],
          [t('hubAddress'), sync.hubUrl ?? '—'],
          [t('person'), sync.personName],
          [t('role'), t(roleWords[sync.role])],
          [t('pending'), t('pendingCount', { n: sync.outboxCount })],
          [t('lastSync'), sync.lastSyncAt === null ? t('never') : formatDay(Date.parse(sync.lastSyncAt))],
        ]}
      />
      {!view.hubThere && <p className="text-xs text-muted">{s(`tip_${view.word}`)}</p>}
      {refusal !== null && <p className="text-sm text-warn">{errorText(refusal, {}, language)}</p>}
      {skewMs !== null && <p className="text-sm text-warn">{s('skewTip', { time: spanText(skewMs, s) })}</p>}
    </Section>
  );
}
