import { useState } from 'react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { client } from '#renderer/client/client.ts';
import { useNowMs } from '#renderer/client/now.ts';
import { useAct } from '#renderer/client/use-act.ts';
import { Facts } from '#renderer/settings/Section.tsx';
import { syncView } from '#renderer/sync/sync-view.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Dot } from '#renderer/ui/Dot.tsx';
import { formatDay } from '#renderer/ui/format.ts';
import { Pill } from '#renderer/ui/Pill.tsx';
import { toast } from '#renderer/ui/toast.ts';
import type { SessionInfo } from '#shared/contract/desk.ts';
import { errorText, isErrorCode } from '#shared/contract/errors.ts';
import { hubName, personLabel } from './hub-name.ts';
import { LeaveDialog } from './LeaveDialog.tsx';

const DAY_MS = 24 * 3_600_000;
/** The hub would let it in again with a new invite. */
const endedBy: readonly string[] = ['auth/removed', 'auth/expired', 'auth/unknown'];

const day = (iso: string) => formatDay(Date.parse(iso));

/** One hub that this console is joined to: who, where, how long, how well, who else. */
export function SessionCard({ session }: { session: SessionInfo }) {
  const t = useWords('team');
  const language = useLanguage();
  const act = useAct();
  const [leaving, setLeaving] = useState(false);
  const nowMs = useNowMs();
  const s = useWords('sync');
  const { sessionId, refusal } = session;
  const state = syncView({ ...session, ownHub: session.own, awaySince: null }, true);
  const name = hubName(t, session);
  const queue = { n: session.outboxCount, m: session.conflictCount };
  return (
    <li
      data-testid="session"
      data-hub={session.hub}
      data-shown={session.shown}
      data-own={session.own}
      className="flex flex-col gap-2.5 border-b border-line p-3 last:border-b-0"
    >
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="min-w-0 break-words font-semibold">{name}</h3>
        {session.shown && <Pill tone="ok">{t('shown')}</Pill>}
        <span className="flex items-center gap-1.5 text-xs text-muted">
          <Dot tone={state.tone} />
          {s(`state_${state.word}`)}
        </span>
        <div className="ml-auto flex gap-1.5">
          {!session.shown && (
            <Button
              size="sm"
              look="primary"
              data-testid="session-show"
              onClick={() => act(() => client.session.show({ sessionId }))}
            >
              {t('show')}
            </Button>
          )}
          {session.expiresAt !== null && (
            <Button
              size="sm"
              disabled={session.hub !== 'online'}
              onClick={async () => {
                if (await act(() => client.session.renew({ sessionId }))) toast.ok(t('renewed'));
              }}
            >
              {t('renew')}
            </Button>
          )}
          {!session.own && (
            <Button size="sm" look="quiet" data-testid="session-leave" onClick={() => setLeaving(true)}>
              {t('leave')}
            </Button>
          )}
        </div>
      </div>
      {refusal !== null && isErrorCode(refusal) && (
        <p className="text-sm text-warn">
          {errorText(refusal, {}, language)} {endedBy.includes(refusal) && !session.own && t('again')}
        </p>
      )}
      <Facts
        facts={[
          [t('address'), session.hubUrl],
          [t('person'), `${personLabel(t, session.personName)} · ${t(`role_${session.role}`)}`],
          [t('expires'), expiry()],
          [
            t('connected'),
            session.connectedSince === null
              ? t('notConnected')
              : t('connectedSince', { date: day(session.connectedSince) }),
          ],
          [t('lastSync'), session.lastSyncAt === null ? t('never') : day(session.lastSyncAt)],
          [t('queue'), queue.m > 0 ? t('queueConflicts', queue) : t('queueCount', queue)],
          [
            t('here'),
            session.consoles.length === 0 ? (
              t('hereAway')
            ) : (
              <ul key="here" data-testid="consoles" className="flex flex-col gap-0.5">
                {session.consoles.map((one) => (
                  <li key={`${one.personId}/${one.deviceId}`} data-testid="console">
                    {personLabel(t, one.personName)} · {t(`role_${one.role}`)}
                    <span className="text-muted">
                      {one.deviceName !== null && ` · ${one.deviceName}`} ·{' '}
                      {t('since', { date: day(one.since) })}
                    </span>
                    {one.self && <Pill className="ml-1.5">{t('you')}</Pill>}
                  </li>
                ))}
              </ul>
            ),
          ],
        ]}
      />
      {leaving && <LeaveDialog session={session} name={name} onClose={() => setLeaving(false)} />}
    </li>
  );

  function expiry(): string {
    if (session.own) return t('expiresNever');
    if (refusal !== null && endedBy.includes(refusal)) return t('expiresEnded');
    if (session.expiresAt === null) return t('expiresUnknown');
    const leftMs = Date.parse(session.expiresAt) - nowMs;
    return t('expiresOn', { date: day(session.expiresAt), days: Math.max(0, Math.floor(leftMs / DAY_MS)) });
  }
}
