/**
 * A whole console with its own hub in a worker, in a process of its own, for benchmarks. Says where its hub is; from then
 * on each message asks how late its main loop was since the last one.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { createRouterClient } from '@orpc/server';
import { createDesk } from '#main/desk/create-desk.ts';
import { workerHub } from '#main/desk/worker-hub.ts';
import { fileSecrets } from '#main/web/file-secrets.ts';
import { systemClock } from '#shared/sync/clock.ts';
import type { ShowId } from '#shared/sync/ids.ts';
import { uuidIds } from '#shared/sync/ids.ts';

export interface DeskReady {
  readonly hubUrl: string;
  readonly showId: string;
}
/** In milliseconds, beyond the resolution of the measure itself. */
export interface LoopDelay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Orders that the screen of this console shows. */
  readonly orders: number;
}

const RESOLUTION_MS = 1;
const dataDir = process.argv[2];
if (dataDir === undefined || !process.send)
  throw new Error('bench/desk-process.ts is started by a benchmark');
const root = new URL('../', import.meta.url);
const desk = await createDesk({
  ...{ host: 'web', version: '0', dataDir, resourcesDir: fileURLToPath(new URL('resources', root)) },
  ...{ rendererDir: dataDir, demo: false, remoteHub: null, clock: systemClock, ids: uuidIds },
  ...{ secrets: fileSecrets(dataDir), checkFile: () => Promise.resolve([]) },
  log: { info: () => undefined, error: (message, error) => process.stderr.write(`${message}: ${error}\n`) },
  startOwnHub: workerHub(new URL('src-hub/worker.ts', root), (error) => {
    throw error;
  }),
});
const client = createRouterClient(desk.router);
const { showId } = await client.show.create({ title: 'bench', currency: 'CNY' });
let orders = 0;
void followFigures(showId);

const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();
process.on('message', () => {
  const ms = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  const [p50, p99] = [ms(delay.percentile(50)), ms(delay.percentile(99))];
  process.send?.({ p50, p99, max: ms(delay.max), orders } satisfies LoopDelay);
  delay.reset();
});
process.once('disconnect', () => void desk.close().finally(() => process.exit()));
process.send({ hubUrl: desk.hubUrl, showId } satisfies DeskReady);

/** As the live screen does. */
async function followFigures(ofShow: ShowId): Promise<void> {
  for await (const { totals } of await client.live.watch({ showId: ofShow, runKind: 'live' }))
    orders = totals?.orders ?? orders;
}
