import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { orderEventSchema } from '#shared/domain/order/order.schema.ts';
import { testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { AT, put, write } from '../test-documents.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openSqliteStore } from './sqlite-store.ts';

const live = { showId: 'show-1', runKind: 'live' } as const;
const START_MS = Date.parse(AT);
const iso = (sec: number) => new Date(START_MS + sec * 1000).toISOString();
const skus = ['A', 'B', null] as const;

const stepSchema = fc.oneof(
  fc.record({ what: fc.constant('take' as const), slot: fc.nat(2), after: fc.nat(600) }),
  fc.record({ what: fc.constant('end' as const), after: fc.nat(600) }),
  fc.record({
    what: fc.constant('order' as const),
    sku: fc.nat(2),
    fen: fc.integer({ min: 1, max: 100_000 }),
    paid: fc.boolean(),
  }),
);

async function opened() {
  const dir = mkdtempSync(join(tmpdir(), 'livedesk-stretches-'));
  const store = await openSqliteStore({
    ...{ file: join(dir, 'hub.db'), clock: testClock(), ids: countingIds() },
  });
  return {
    store,
    done: async () => {
      await store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

test('stretches add up to what every slot had and to what an own count of the same events says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(stepSchema, { maxLength: 25 }), async (steps) => {
      const { store, done } = await opened();
      try {
        await write(
          store,
          put('show'),
          ...skus.flatMap((sku, at) => [
            put('product', { id: `p${at}`, sku }),
            put('slot', { id: `s${at}`, productId: `p${at}` }),
          ]),
          put('run'),
        );
        const own: { slot: number; fromAt: string; toAt: string | null; gross: number; refunds: number }[] =
          [];
        let now = 0;
        let onAir: number | null = null;
        let events = 0;
        for (const step of steps) {
          if (step.what === 'order') {
            const sku = skus[step.sku] ?? 'C';
            events += 1;
            const line = { sku, title: '', qty: 1, priceFen: step.fen, amountFen: step.fen };
            const kind = step.paid ? 'paid' : 'refunded';
            const event = { eventId: `e${events}`, orderId: `e${events}`, kind, amountFen: step.fen };
            await store.orders.add(live, [orderEventSchema.parse({ ...event, lines: [line], at: AT })]);
            const stretch = own.at(-1);
            if (onAir !== null && stretch && skus[onAir] === sku) {
              if (step.paid) stretch.gross += step.fen;
              else stretch.refunds += step.fen;
            }
            continue;
          }
          now += step.after;
          const to = step.what === 'take' ? step.slot : null;
          if (to === onAir) continue;
          const last = own.at(-1);
          if (onAir !== null && last) last.toAt = iso(now);
          if (to !== null) own.push({ slot: to, fromAt: iso(now), toAt: null, gross: 0, refunds: 0 });
          onAir = to;
          await write(
            store,
            put('run', {
              ...{ state: 'live', onAirSlotId: to === null ? null : `s${to}` },
              ...{ onAirSince: to === null ? null : iso(now), endedAt: to === null ? iso(now) : null },
            }),
          );
        }
        const stretches = await store.report.stretches(live);
        expect(
          stretches.map((one) => ({
            ...{ slot: Number(one.slotId.slice(1)), fromAt: one.fromAt, toAt: one.toAt },
            ...{ gross: one.grossFen, refunds: one.refundsFen },
          })),
        ).toEqual(own);
        for (const figures of await store.orders.slotFigures(live, ['s0', 's1', 's2'])) {
          const mine = stretches.filter(({ slotId }) => slotId === figures.slotId);
          const sum = (of: (one: (typeof mine)[number]) => number) =>
            mine.reduce((total, one) => total + of(one), 0);
          expect({
            ...{ slotId: figures.slotId, qty: sum(({ qty }) => qty) },
            ...{ grossFen: sum((one) => one.grossFen), refundsFen: sum((one) => one.refundsFen) },
          }).toEqual(figures);
        }
      } finally {
        await done();
      }
    }),
    { numRuns: 30 },
  );
}, 60_000);

test('an older file goes on with what is on air, at the mark that it has', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'livedesk-stretches-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'hub.db');
  const old = new Database(file);
  migrate(
    old,
    migrations.filter(({ version }) => version < 120),
  );
  const insert = old.prepare<[string, string, string, string, number]>(
    'INSERT INTO documents (kind, id, parent_id, json, seq) VALUES (?, ?, ?, ?, ?)',
  );
  const documents = [
    put('show'),
    put('product'),
    put('slot', { state: 'on-air' }),
    put('run', { state: 'live', onAirSlotId: 'slot-1', onAirSince: AT }),
  ];
  for (const [at, { kind, id, parentId, document }] of documents.entries())
    insert.run(kind, id, parentId, JSON.stringify(document), at + 1);
  old.exec(`
    INSERT INTO workspace (one, id, epoch, created_at, head_seq) VALUES (1, 'w', 'e', '${AT}', 4);
    INSERT INTO targets (target, show_id, run_kind) VALUES (1, 'show-1', 'live');
    INSERT INTO order_products (target, sku, title, qty, gross_fen, refunds_fen, orders)
      VALUES (1, 'MR-1', '', 7, 700, 20, 7);
    INSERT INTO on_air_marks (slot_id, target, sku, on_air, base_qty, base_gross_fen, base_refunds_fen)
      VALUES ('slot-1', 1, 'MR-1', 1, 2, 200, 0);`);
  old.close();
  const store = await openSqliteStore({ file, clock: testClock(), ids: countingIds() });
  onTestFinished(() => store.close());
  const stretch = {
    ...{ runId: 'run-1', slotId: 'slot-1', productId: 'product-1', sku: 'MR-1', fromAt: AT },
    ...{ qty: 5, grossFen: 500, refundsFen: 20 },
  };
  expect(await store.report.stretches(live)).toEqual([{ ...stretch, toAt: null }]);
  await write(store, put('run', { state: 'ended', endedAt: iso(60), onAirSlotId: null, onAirSince: null }));
  expect(await store.report.stretches(live)).toEqual([{ ...stretch, toAt: iso(60) }]);
});
