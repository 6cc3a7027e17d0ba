/**
 * A session whose file could not be opened: it stands in the list with the reason, can be left, and its unsent work can be
 * exported. Everything else that is asked of it is answered with the reason. The other sessions of the console go on.
 */
import { AppError, type ErrorCode } from '#shared/contract/errors.ts';
import { isDiskFull } from '../cache/disk-space.ts';
import { NewerDatabaseError } from '../cache/open.ts';
import type { OutboxRepo } from '../cache/outbox.repo.ts';
import { readUnsent } from '../cache/unsent-ops.ts';
import { noLock } from './console-lock.ts';
import type { DeskParts } from './desk-parts.ts';
import { type OpenSession, type SessionOptions, sessionFile } from './open-session.ts';
import { refusingBut } from './refusing.ts';
import { deskRouter } from './router.ts';

export function closedSession(options: SessionOptions, reason: unknown): OpenSession {
  const { ports, own, hub } = options;
  const error = new AppError(codeOf(reason));
  const outbox = unsentOutbox(options, error);
  const parts = refusingBut<DeskParts>(
    {
      ...{ sessionId: hub.sessionId, ports, outbox, rescueReason: null },
      till: refusingBut<DeskParts['till']>({ unsent: () => unsentOfTill(outbox) }, error),
      ...{
        hostView: options.hostView,
        lock: options.lock ?? noLock,
        machine: options.machine,
        watchApp: options.watchApp,
      },
      console: {
        ...own,
        setPreferences(changes) {
          own.setPreferences(changes);
          options.onRevised(['preference']);
        },
      },
      get sessions() {
        return options.sessions();
      },
    },
    error,
  );
  const { unconfirmed, conflicts } = outbox.counts();
  const common = {
    ...({ hub: 'refused', refusal: error.code, personName: '', role: 'host' } as const),
    ...{ outboxCount: unconfirmed, conflictCount: conflicts, lastSyncAt: null },
  };
  const nothing = () => undefined;
  return {
    ...{ sessionId: hub.sessionId, url: hub.url, own: hub.own, parts, outbox },
    unopened: reason,
    router: deskRouter(parts),
    hub: refusingBut<OpenSession['hub']>(
      {
        state: () => ({
          ...({ hub: 'refused', refusal: error.code, skewMs: null } as const),
          ...{ trouble: null, connectedSince: null, consoles: [] },
        }),
        request: () => Promise.reject(error),
      },
      error,
    ),
    info: (shown) => ({
      ...common,
      ...{ sessionId: hub.sessionId, hubUrl: hub.url, own: hub.own, shown },
      ...{ expiresAt: null, connectedSince: null, consoles: [] },
    }),
    sync: () => ({
      ...common,
      trouble: null,
      ...{ hubUrl: hub.url, ownHub: hub.own, skewMs: null, awaySince: null, returned: null },
    }),
    rescue: () => null,
    dismissRescue: nothing,
    endScreens: nothing,
    takeNoMore: async () => undefined,
    takeAgain: nothing,
    woke: nothing,
    close: nothing,
  };
}

function codeOf(reason: unknown): ErrorCode {
  if (reason instanceof NewerDatabaseError) return 'local/newer-session';
  return isDiskFull(reason) ? 'local/disk-full' : 'local/unopened';
}

/** As the till itself counts; what cannot be read may be the till's. */
function unsentOfTill(outbox: OutboxRepo): { unsent: number; refused: number } {
  const ofTill = ({ name }: { readonly name: string }) => /^(ticket|lease|signup)\./.test(name);
  const unreadable = outbox.counts().unconfirmed - outbox.unconfirmed().length;
  const refused = outbox.conflicts().filter(ofTill).length;
  return { unsent: outbox.unconfirmed().filter(ofTill).length + refused + unreadable, refused };
}

/** What can be read of its outbox without opening it; nothing can be changed in it. */
function unsentOutbox({ ports, hub, sealer }: SessionOptions, error: AppError): OutboxRepo {
  const found = readUnsent(sessionFile(ports, hub.sessionId), sealer);
  const ops = found?.ops ?? [];
  const waiting = ops.filter(({ refusal }) => refusal === null);
  const refused = ops.flatMap(({ refusal, ...op }) =>
    refusal === null ? [] : [{ ...op, code: refusal, params: {} }],
  );
  return refusingBut<OutboxRepo>(
    {
      counts: () => ({ unconfirmed: waiting.length + (found?.unreadable ?? 0), conflicts: refused.length }),
      unconfirmed: () => waiting,
      conflicts: () => refused,
      conflict: (opId) => refused.find((op) => op.opId === opId) ?? null,
    },
    error,
  );
}
