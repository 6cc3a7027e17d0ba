/**
 * How late a console's main loop gets while its own hub, in a worker of the same process, takes in a hundred thousand
 * orders as fast as a shop can send them and the console shows the figures; beside how late it is when nothing happens.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { issueKey, withHubStore } from '#hub/ingest/admin.ts';
import type { DeskReady, LoopDelay } from './desk-process.ts';
import { spreadOf, spreadText } from './figures.ts';
import { HubClient } from './hub-client.ts';
import { sampleOrders } from './sample-orders.ts';

const ORDERS = 100_000;
const BATCH = 500;
const ROUNDS = 9;
const IDLE_MS = 2000;
const WANTED_P99_MS = 5;

export async function benchLoopDelay(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'livedesk-bench-'));
  const child = fork(new URL('./desk-process.ts', import.meta.url), [folder]);
  const exited = once(child, 'exit');
  try {
    const [{ hubUrl, showId }] = (await once(child, 'message')) as [DeskReady];
    const ask = async (): Promise<LoopDelay> => {
      child.send('delay');
      return ((await once(child, 'message')) as [LoopDelay])[0];
    };
    const { key } = await withHubStore(folder, (store) =>
      issueKey(store, { scopes: ['ingest'], label: 'bench' }),
    );
    const shop = new HubClient({ url: hubUrl, key });
    const idle: LoopDelay[] = [];
    const busy: LoopDelay[] = [];
    const each = ORDERS / ROUNDS;
    for (let round = 0; round < ROUNDS; round += 1) {
      await ask();
      await sleep(IDLE_MS);
      idle.push(await ask());
      const first = 1 + Math.round(round * each);
      const end = Math.round((round + 1) * each);
      for (let at = first; at <= end; at += BATCH) {
        const count = Math.min(BATCH, end - at + 1);
        await shop.ingest(showId, Buffer.from(JSON.stringify(sampleOrders(at, count))), count);
      }
      busy.push(await ask());
    }
    shop.close();
    const text = (of: readonly LoopDelay[], name: 'p50' | 'p99' | 'max') =>
      spreadText(spreadOf(of.map((one) => one[name])), 2);
    const p99 = spreadOf(busy.map((one) => one.p99)).median;
    print(`delay of a console's main loop while its hub takes ${ORDERS.toLocaleString('en')} orders, ms:`);
    print(`  idle   p50 ${text(idle, 'p50')}, p99 ${text(idle, 'p99')}, max ${text(idle, 'max')}`);
    print(`  busy   p50 ${text(busy, 'p50')}, p99 ${text(busy, 'p99')}, max ${text(busy, 'max')}`);
    print(
      `  p99 ${p99.toFixed(2)} ms, wanted ${WANTED_P99_MS} at most${p99 <= WANTED_P99_MS ? '' : '  MISSED'}`,
    );
  } finally {
    child.disconnect();
    await exited;
    rmSync(folder, { recursive: true, force: true });
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
