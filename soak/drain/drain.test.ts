/**
 * A whole day offline: ten thousand ops in one console's outbox go to the hub while the console is killed again and
 * again, and in their middle stands one that the hub can never run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import type { PostId, ProductId, ShowId, SlotId } from '#shared/sync/ids.ts';
import { readDesk } from '../oracle/desk-rows.ts';
import { readHub } from '../oracle/hub-rows.ts';
import { randomOf } from '../random.ts';
import { createNetwork } from '../sim/network.ts';
import { simDesk } from '../sim/sim-desk.ts';
import { SHOW, simHub, stageHub } from '../sim/sim-hub.ts';
import { createWorld } from '../sim/world.ts';

const OPS = 10_000;
const POISON_AT = 5_000;
const RESTARTS = 20;
const DRAINED_BY_MS = 3_600_000;
/** Its document is unreadable at the hub alone: there the mutation ends in a way that no rule foresaw. */
const UNREADABLE = 'slot-6';

const folder = mkdtempSync(join(tmpdir(), 'livedesk-drain-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('[SY12] [SY17] [SY19] 10,000 ops over 20 restarts: 9,999 applied once in their order, the poison in the tray', async () => {
  const random = randomOf('drain');
  const world = createWorld(random.fork('haste'));
  const network = createNetwork(world, random.fork('network'));
  const device = { deviceId: 'desk-1', token: 'token' };
  const hubFile = join(folder, 'hub.db');
  await stageHub(hubFile, [device]);
  const skewMs = () => 0;
  const hub = simHub({ world, network, random: random.fork('hub'), file: hubFile, skewMs });
  const desk = simDesk({ world, network, random: random.fork('desk'), folder, device, skewMs });
  hub.start();
  desk.start();
  const documents = () => desk.session?.parts.documents;
  while ((documents()?.cursor() ?? 0) === 0) await world.step();

  hub.crash();
  const opIds: string[] = [];
  for (let number = 1; number <= OPS; number += 1) opIds.push((await submit(number)).opId);
  damage(hubFile);

  hub.start();
  const waiting = () => desk.session?.sync().outboxCount ?? OPS;
  for (let restart = 1; restart <= RESTARTS; restart += 1) {
    const enough = OPS - (OPS * restart) / (RESTARTS + 1);
    while (waiting() > enough) await world.step();
    desk.crash();
    desk.start();
  }
  while (waiting() > 0 && world.nowMs() < DRAINED_BY_MS) await world.step();

  const { ops, documents: stored } = await readHub(hubFile);
  const results = opIds.map((opId) => ops.get(opId)?.result);
  const seqs = results.flatMap((result) => (result?.outcome === 'applied' ? [result.seq] : []));
  expect(seqs).toHaveLength(OPS - 1);
  // One document each, one seq each: in the order of the outbox, and none twice.
  expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
  expect(results[POISON_AT - 1]).toMatchObject({ outcome: 'refused', code: 'op/failed' });
  const { outbox, documents: cached } = readDesk(desk.file);
  expect(outbox.get(opIds[POISON_AT - 1] ?? '')).toMatchObject({ state: 'refused', code: 'op/failed' });
  expect([...outbox.values()].filter(({ state }) => state === 'refused')).toHaveLength(1);
  expect(desk.session?.sync()).toMatchObject({ outboxCount: 0, conflictCount: 1 });
  for (const [key, { document }] of stored)
    if (!key.endsWith(UNREADABLE)) expect([key, cached.get(key)?.view]).toEqual([key, document]);
  hub.crash();
  desk.crash();

  /** One document each, so that an op that was done twice would show as one seq too many. */
  function submit(number: number) {
    const at = documents();
    if (!at) throw new Error('the desk does not run');
    if (number === POISON_AT)
      return at.submit('rundown.plan', { slotId: UNREADABLE as SlotId, plannedSec: 1 });
    const showId = SHOW.showId as ShowId;
    const text = `预告 ${number}`;
    switch (number % 4) {
      case 0:
        return at.submit('rundown.plan', { slotId: 'slot-1' as SlotId, plannedSec: number });
      case 1:
        return at.submit('product.reprice', { productId: 'product-1' as ProductId, stockDeclared: number });
      case 2:
        return at.submit('show.edit', { showId, title: `618 ${number}` });
      default:
        return at.submit('post.save', {
          ...{ id: `post-${number % 400}` as PostId, showId, title: '', text, productId: null, tags: [] },
        });
    }
  }
}, 300_000);

function damage(hubFile: string): void {
  const db = new Database(hubFile);
  db.prepare<[string]>(`UPDATE documents SET json = '{}' WHERE id = ?`).run(UNREADABLE);
  db.close();
}
