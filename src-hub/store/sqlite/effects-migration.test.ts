import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { fen } from '#shared/domain/money.ts';
import { testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { AT, put } from '../test-documents.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { openSqliteStore } from './sqlite-store.ts';

test('drops and batches of before keep their states, without what was not known of them then', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'livedesk-effects-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'hub.db');
  const old = new Database(file);
  migrate(
    old,
    migrations.filter(({ version }) => version < 90),
  );
  const { document } = put('drop');
  old
    .prepare<[string]>(
      "INSERT INTO documents (kind, id, parent_id, json, seq) VALUES ('drop', 'drop-1', 'show-1', ?, 1)",
    )
    .run(JSON.stringify(document));
  old.exec(`
    INSERT INTO drop_effects (drop_id, state, revision, fired_by) VALUES ('drop-1', 'unknown', 3, 'key');
    INSERT INTO batches (batch_id, show_id, post_id, run_kind, title, plan_hash, state, revision, created_at, created_by)
    VALUES ('b', 'show-1', 'post-1', 'live', '开播', 'hash', 'running', 1, '${AT}', 'amy');`);
  old.close();

  const store = await openSqliteStore({ file, clock: testClock(), ids: countingIds() });
  onTestFinished(() => store.close());
  expect(await store.drops.get('drop-1')).toMatchObject({ state: 'unknown', firedBy: 'key', firedAt: null });
  expect(await store.batches.get('b')).toMatchObject({ state: 'running', beginsAt: null, refusal: null });
  expect(await store.batches.planHash('b')).toBe('hash');
});

test('claims of before cost what their coupon took off, and orders of before made use of nothing', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'livedesk-drops-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'hub.db');
  const old = new Database(file);
  migrate(
    old,
    migrations.filter(({ version }) => version < 110),
  );
  const plan = JSON.stringify({
    ...{ id: 'drop-1', showId: 'show-1', runKind: 'live', kind: 'coupon', title: '券', amountFen: 2000 },
    ...{ thresholdFen: 0, quota: 3, perBuyer: 1, openSec: 60, createdAt: AT },
  });
  old
    .prepare<[string]>(
      "INSERT INTO documents (kind, id, parent_id, json, seq) VALUES ('drop', 'drop-1', 'show-1', ?, 1)",
    )
    .run(plan);
  old.exec(`
    INSERT INTO drop_effects (drop_id, state, revision, granted, refused) VALUES ('drop-1', 'closed', 4, 2, 1), ('gone', 'closed', 4, 1, 0);
    INSERT INTO drop_claims (drop_id, claim_id, buyer_id, outcome, at) VALUES
      ('drop-1', 'a', 'u1', 'granted', '${AT}'), ('drop-1', 'b', 'u2', 'granted', '${AT}'),
      ('drop-1', 'c', 'u3', 'sold-out', '${AT}'), ('gone', 'd', 'u4', 'granted', '${AT}');
    INSERT INTO drop_buyers (drop_id, buyer_id, granted) VALUES ('drop-1', 'u1', 1), ('drop-1', 'u2', 1), ('gone', 'u4', 1);
    INSERT INTO targets (target, show_id, run_kind) VALUES (1, 'show-1', 'live');
    INSERT INTO order_events (target, event_id, order_id, kind, amount_fen, lines, channel, shop_id, at)
    VALUES (1, 'e1', 'o1', 0, 900, '[]', '', '', '${AT}');`);
  old.close();

  const store = await openSqliteStore({ file, clock: testClock(), ids: countingIds() });
  onTestFinished(() => store.close());
  expect(await store.drops.get('drop-1')).toMatchObject({
    ...{ granted: 2, grantedFen: 4000, entered: 0, used: 0, opensAt: null, seedHash: null, priceBack: null },
  });
  expect(await store.documents.get('drop', 'drop-1')).toMatchObject({
    ...{ audience: { to: 'everyone' }, countdownSec: 0, tiers: [] },
  });
  for (const { counted, claims } of await store.drops.recount()) expect(counted).toEqual(claims);
  const target = { showId: 'show-1', runKind: 'live' } as const;
  const event = { eventId: 'e1', orderId: 'o1', kind: 'paid', amountFen: 900, lines: [] } as const;
  const told = { ...event, lines: [], amountFen: fen(900), channel: '', shopId: '', buyerId: null, at: AT };
  expect((await store.orders.add(target, [told, { ...told, dropIds: [] }])).outcomes).toEqual([
    ...['duplicate', 'duplicate'],
  ]);
});
