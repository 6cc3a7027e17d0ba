/** How a session stands, as its screens are told: in the list of sessions, and in the header where it is shown. */
import type { AppState, SessionInfo } from '#shared/contract/desk.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { MetaRepo } from '../cache/meta.repo.ts';
import type { OutboxRepo } from '../cache/outbox.repo.ts';
import type { Away } from '../sync/away.ts';
import type { HubSession } from '../sync/hub-session.ts';

export interface SessionStateSources {
  readonly hub: { readonly sessionId: string; readonly url: string; readonly own: boolean };
  readonly deviceId: string;
  readonly session: Pick<HubSession, 'state'>;
  readonly outbox: Pick<OutboxRepo, 'counts'>;
  readonly meta: Pick<MetaRepo, 'get'>;
  readonly away: Pick<Away, 'since' | 'returned'>;
  readonly role: () => Role;
}

export interface SessionTelling {
  info(shown: boolean): SessionInfo;
  sync(): AppState['sync'];
}

export function sessionState(sources: SessionStateSources): SessionTelling {
  const { hub, deviceId, session, outbox, meta, away, role } = sources;

  const common = () => {
    const { hub: state, refusal } = session.state();
    const counts = outbox.counts();
    return {
      hub: state,
      refusal,
      personName: meta.get('personName') ?? '',
      role: role(),
      outboxCount: counts.unconfirmed,
      conflictCount: counts.conflicts,
      lastSyncAt: meta.get('lastSyncAt'),
    };
  };

  return {
    info(shown) {
      const { connectedSince, consoles } = session.state();
      const [me, here] = [meta.get('personId'), deviceId];
      return {
        ...common(),
        sessionId: hub.sessionId,
        hubUrl: hub.url,
        own: hub.own,
        shown,
        expiresAt: meta.get('expiresAt') || null,
        connectedSince,
        consoles: consoles.map((one) => ({
          ...one,
          self: one.personId === me && (hub.own ? one.deviceId === 'owner' : one.deviceId === here),
        })),
      };
    },
    sync: () => ({
      ...common(),
      ...(meta.get('personId') ? { personId: meta.get('personId') ?? '' } : {}),
      hubUrl: hub.url,
      ownHub: hub.own,
      skewMs: session.state().skewMs,
      trouble: session.state().trouble,
      awaySince: away.since(),
      returned: away.returned(),
    }),
  };
}
