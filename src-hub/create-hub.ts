/** The whole hub in one call: store, effects, REST and sockets on one HTTP server. */
import { mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type FastifyBaseLogger, fastify, LogController } from 'fastify';
import { type Clock, isoNow, systemClock } from '#shared/sync/clock.ts';
import { type Ids, uuidIds } from '#shared/sync/ids.ts';
import { systemTimers, type Timers } from '#shared/sync/timers.ts';
import { createBackups } from './backups.ts';
import type { HubServices } from './hub.ts';
import { createHubCore } from './hub-core.ts';
import { createHubLog, type HubLog } from './hub-log.ts';
import { HUB_DATABASE, HUB_LOCK } from './ingest/data-folder.ts';
import { answerError, registerIngest } from './ingest/rest.ts';
import { hashSecret } from './ingest/secrets.ts';
import { createSocketServer, type SocketPort } from './realtime/socket-server.ts';
import { MARK_FILE } from './store/sqlite/history.ts';
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
  /** For tests and the demo alone: the platform of live shows may be a shop on this machine. */
  readonly allowLoopbackShop?: boolean;
  /** For tests alone: how long a batch that was sent can still be called off. */
  readonly batchWaitMs?: number;
}

export interface Hub {
  readonly url: string;
  readonly port: number;
  readonly services: HubServices;
  close(): Promise<void>;
}

/** Throws `FolderInUseError`, `NewerDatabaseError`, or the system's error for a port that is taken. */
export async function createHub(options: HubOptions): Promise<Hub> {
  const { dataDir, port, host = '127.0.0.1', clock = systemClock, ids = uuidIds } = options;
  const { timers = systemTimers, log = createHubLog() } = options;
  // Robot addresses lie in the database: nobody else on the machine needs to read this folder.
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  /** What has been started, to be ended in reverse: at close, and when a later step of the start fails. */
  const endings: Array<() => unknown> = [takeServeLock(join(dataDir, HUB_LOCK))];
  const close = async () => {
    for (const end of endings.splice(0).reverse()) await end();
  };
  try {
    const databaseFile = join(dataDir, HUB_DATABASE);
    const markFile = join(dataDir, MARK_FILE);
    const store = await openSqliteStore({ file: databaseFile, markFile, clock, ids });
    endings.push(() => store.close());
    if (store.restored)
      log.warn('the database was put back to an earlier state: consoles send again what it does not have');
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

    const core = createHubCore<SocketPort>({
      ...{ store, clock, ids, timers, log },
      random: Math.random,
      freeBytes: async () => {
        const { bavail, bsize } = await statfs(options.dataDir);
        return bavail * bsize;
      },
      deliver: (...message) => sockets.deliver(...message),
      ...(options.allowLoopbackRobots ? { allowLoopbackRobots: true } : {}),
      ...(options.allowLoopbackShop ? { allowLoopbackShop: true } : {}),
      ...(options.batchWaitMs === undefined ? {} : { batchWaitMs: options.batchWaitMs }),
    });
    const { services } = core;

    const loggerInstance: FastifyBaseLogger = log;
    const logController = new LogController({ disableRequestLogging: true });
    const app = fastify({ loggerInstance, logController, frameworkErrors: answerError });
    const sockets = createSocketServer(app.server, core.desks);
    const backups = createBackups({
      ...{ store, databaseFile, clock, timers, log },
      onBackedUp: core.housekeeping.round,
    });
    endings.push(
      () => backups.stop(),
      () => app.close(),
      () => sockets.close(),
      () => core.close(),
    );
    app.get('/healthz', async () => ({ ok: true }));
    app.get('/readyz', async () => ({ ok: true, headSeq: await store.documents.headSeq() }));
    await registerIngest(app, services);
    await core.recover();
    await app.listen({ port, host });
    backups.start();
    const address = app.server.address();
    if (address === null || typeof address === 'string') throw new Error('The hub has no TCP address.');
    return { url: `http://${host}:${address.port}`, port: address.port, services, close };
  } catch (error) {
    await close();
    throw error;
  }
}
