/** The whole hub in one call: store, effects, REST and sockets on one HTTP server. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type FastifyBaseLogger, fastify, LogController } from 'fastify';
import { robotSecretName } from '#shared/domain/group/group.mutations.ts';
import { type Clock, isoNow, systemClock } from '#shared/sync/clock.ts';
import { type Ids, uuidIds } from '#shared/sync/ids.ts';
import { systemTimers, type Timers } from '#shared/sync/timers.ts';
import { houseConnector } from './connectors/house.ts';
import { rehearsalRobots } from './connectors/http/rehearsal-robots.ts';
import { robotConnector } from './connectors/http/robot.ts';
import { createSandbox } from './connectors/sandbox/sandbox.ts';
import { createBatchFeed } from './effects/batch-feed.ts';
import { createBatchRunner } from './effects/batch-runner.ts';
import { createDropRunner } from './effects/drop-runner.ts';
import type { HubServices, HubSignals } from './hub.ts';
import { createHubLog, type HubLog } from './hub-log.ts';
import { createFactIngest } from './ingest/facts.ts';
import { answerError, registerIngest } from './ingest/rest.ts';
import { hashSecret } from './ingest/secrets.ts';
import { createDeskRequests } from './realtime/desk-requests.ts';
import { createLiveFeed } from './realtime/live-feed.ts';
import { createOpRunner } from './realtime/run-op.ts';
import { createSocketServer } from './realtime/socket-server.ts';
import { createTeamRequests } from './realtime/team-requests.ts';
import { takeServeLock } from './store/sqlite/serve-lock.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';

export interface HubOptions {
  /** Folder of the database and its lock; made when missing. */
  readonly dataDir: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host?: string;
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly timers?: Timers;
  /** Token of the console that this hub was started for; its earlier one ends. */
  readonly ownerToken?: string;
  readonly log?: HubLog;
  /** For tests alone: live batches may go to robots on loopback. Otherwise they go to the platform's host or nowhere. */
  readonly allowLoopbackRobots?: boolean;
}

export interface Hub {
  readonly url: string;
  readonly port: number;
  readonly services: HubServices;
  close(): Promise<void>;
}

export const DATABASE_FILE = 'hub.db';
const LOCK_FILE = 'hub.lock';

/** Throws `FolderInUseError`, `NewerDatabaseError`, or the system's error for a port that is taken. */
export async function createHub(options: HubOptions): Promise<Hub> {
  const { dataDir, port, host = '127.0.0.1', clock = systemClock, ids = uuidIds } = options;
  const { timers = systemTimers, log = createHubLog() } = options;
  // Robot addresses lie in the database: nobody else on the machine needs to read this folder.
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  /** What has been started, to be ended in reverse: at close, and when a later step of the start fails. */
  const endings: Array<() => unknown> = [takeServeLock(join(dataDir, LOCK_FILE))];
  const close = async () => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    const store = await openSqliteStore({ file: join(dataDir, DATABASE_FILE), clock, ids });
    endings.push(() => store.close());
    if (options.ownerToken !== undefined) {
      await store.access.addDevice({
        deviceId: 'owner',
        personId: 'owner',
        personName: 'owner',
        role: 'owner',
        tokenHash: hashSecret(options.ownerToken),
        createdAt: isoNow(clock),
      });
    }

    const onError = (error: unknown) => log.error({ err: error }, 'live frames failed');
    const feed = createLiveFeed({
      store,
      clock,
      onError,
      send: (room, frame) => sockets.live(room, frame),
    });
    const signals: HubSignals = {
      changes(changes) {
        sockets.changes(changes);
        feed.documentsChanged(changes);
      },
      factsAdded: feed.factsAdded,
      dropMoved: feed.dropMoved,
    };
    const ingest = createFactIngest(store, clock, signals);
    const sandbox = createSandbox({
      ...{ store, clock, ids, timers, log, ingest },
      claim: (dropId, claimId, buyerId) => drops.claim(dropId, claimId, buyerId),
    });
    const drops = createDropRunner({
      store,
      clock,
      timers,
      log,
      connectorFor: (runKind) => (runKind === 'rehearsal' ? sandbox.connector : houseConnector),
      dropMoved: signals.dropMoved,
    });
    const batchFeed = createBatchFeed({
      ...{ store, clock, timers, onError },
      send: (frame) => sockets.batch(frame),
    });
    const rehearsed = rehearsalRobots();
    const liveRobots = {
      connector: robotConnector({ allowLoopback: options.allowLoopbackRobots ?? false }),
      addressOf: ({ groupId }: { groupId: string }) => store.secret(robotSecretName(groupId)),
    };
    const batches = createBatchRunner({
      ...{ store, clock, timers, log },
      random: Math.random,
      robotsFor: (runKind) => (runKind === 'rehearsal' ? rehearsed : liveRobots),
      batchMoved: batchFeed.batchMoved,
    });
    const runOp = createOpRunner({
      ...{ store, clock },
      onChanges: signals.changes,
      onFacts: signals.factsAdded,
    });
    const services: HubServices = { store, clock, ids, runOp, ...ingest, drops, batches };

    const loggerInstance: FastifyBaseLogger = log;
    const logController = new LogController({ disableRequestLogging: true });
    const app = fastify({ loggerInstance, logController, frameworkErrors: answerError });
    const sockets = createSocketServer({
      http: app.server,
      store,
      clock,
      requests: {
        ...createDeskRequests({ services, sandbox, feed }),
        ...createTeamRequests({ services, onRemoved: () => sockets.endStrangers() }),
      },
      onRoomEmpty: feed.forget,
      log,
    });
    endings.push(
      () => app.close(),
      () => sockets.close(),
      () => feed.close(),
      () => drops.stop(),
      () => sandbox.stop(),
      () => rehearsed.close(),
      () => batchFeed.close(),
      () => batches.stop(),
    );
    app.get('/healthz', async () => ({ ok: true }));
    app.get('/readyz', async () => ({ ok: true, headSeq: await store.documents.headSeq() }));
    await registerIngest(app, services);
    await drops.recover();
    await batches.recover();
    await app.listen({ port, host });
    const address = app.server.address();
    if (address === null || typeof address === 'string') throw new Error('The hub has no TCP address.');
    return { url: `http://${host}:${address.port}`, port: address.port, services, close };
  } catch (error) {
    await close();
    throw error;
  }
}
