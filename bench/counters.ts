/** What the counters cost: batches of orders taken by the hub's store, against the same facts taken without counting. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dropUses } from '#hub/store/sqlite/drop-uses.ts';
import { openDatabase } from '#hub/store/sqlite/open-database.ts';
import { orderTables } from '#hub/store/sqlite/order-tables.ts';
import { openSqliteStore } from '#hub/store/sqlite/sqlite-store.ts';
import { targetTable } from '#hub/store/sqlite/targets.ts';
import type { OrderEvent } from '#shared/domain/order/order.schema.ts';
import { systemClock } from '#shared/sync/clock.ts';
import type { ShowId } from '#shared/sync/ids.ts';
import { uuidIds } from '#shared/sync/ids.ts';
import { contest, outcomeText, timeOf } from './rounds.ts';
import { sampleOrders } from './sample-orders.ts';

const BATCHES_A_ROUND = 10;

export async function benchCounters(): Promise<void> {
  for (const [batch, wanted] of [
    [1000, 0.8],
    [100, 0.5],
  ] as const)
    await compare(batch, wanted);
}

async function compare(batch: number, wanted: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'livedesk-bench-'));
  const target = { showId: 'show' as ShowId, runKind: 'live' } as const;
  const store = await openSqliteStore({
    file: join(folder, 'counting.db'),
    clock: systemClock,
    ids: uuidIds,
  });
  const db = openDatabase(join(folder, 'plain.db'));
  const orders = orderTables(db, dropUses(db));
  const number = targetTable(db).ensure(target);
  const add = db.transaction((events: readonly OrderEvent[]) => {
    orders.add(number, events);
  });
  /** Made before the clock runs, and the same for both. */
  const batchesOf = (round: number) =>
    Array.from({ length: BATCHES_A_ROUND }, (_, index) =>
      sampleOrders(1 + (round * BATCHES_A_ROUND + index) * batch, batch),
    );
  try {
    const outcome = await contest({
      rounds: 11,
      warmRounds: 2,
      ours(round) {
        const batches = batchesOf(round);
        return timeOf(async () => {
          for (const events of batches) await store.orders.add(target, events);
        });
      },
      raw(round) {
        const batches = batchesOf(round);
        return timeOf(() => {
          for (const events of batches) add.immediate(events);
        });
      },
    });
    const name = `orders with their counters against without, batches of ${batch}`;
    process.stdout.write(`${outcomeText(name, outcome, BATCHES_A_ROUND * batch, wanted)}\n`);
  } finally {
    await store.close();
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
