import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { useSyncState } from '#renderer/client/app-state.ts';
import { Dot, type DotTone } from '#renderer/ui/Dot.tsx';
import { formatDay } from '#renderer/ui/format.ts';
import { Spinner } from '#renderer/ui/Spinner.tsx';
import type { SyncState } from '#shared/contract/desk.ts';
import { errorText, isErrorCode } from '#shared/contract/errors.ts';
import type { Role } from '#shared/domain/roles.ts';
import { Facts, Section } from './Section.tsx';

const states = {
  online: { tone: 'ok', word: 'online' },
  connecting: { tone: 'hatched', word: 'connecting' },
  offline: { tone: 'hatched', word: 'offline' },
  refused: { tone: 'warn', word: 'refused' },
} as const satisfies Record<SyncState['hub'], { tone: DotTone; word: string }>;

const roleWords = {
  owner: 'roleOwner',
  operator: 'roleOperator',
  community: 'roleCommunity',
  host: 'roleHost',
  crew: 'roleCrew',
  integrator: 'roleIntegrator',
} as const satisfies Record<Role, string>;

/** A clock that is off by less than this disturbs nobody. */
const SKEW_SHOWN_MS = 5000;

/** The hub this console is joined to, and as whom. */
export function HubSection() {
  const t = useWords('settings');
  const language = useLanguage();
  const sync = useSyncState();
  if (!sync)
    return (
      <Section title={t('hub')}>
        <Spinner />
      </Section>
    );
  const { tone, word } = states[sync.hub];
  const refusal = sync.refusal !== null && isErrorCode(sync.refusal) ? sync.refusal : null;
  return (
    <Section title={t('hub')}>
      <Facts
        facts={[
          [
            t('hubState'),
            <span key="state" className="flex items-center gap-2">
              <Dot tone={tone} />
              {t(word)}
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
      {sync.hub === 'offline' && <p className="text-xs text-muted">{t('offlineText')}</p>}
      {refusal !== null && <p className="text-sm text-warn">{errorText(refusal, {}, language)}</p>}
      {sync.skewMs !== null && Math.abs(sync.skewMs) >= SKEW_SHOWN_MS && (
        <p className="text-sm text-warn">
          {t('skewText', { seconds: Math.round(Math.abs(sync.skewMs) / 1000) })}
        </p>
      )}
    </Section>
  );
}
