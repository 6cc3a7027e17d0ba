import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PULL_PAGE } from '#shared/contract/hub.ts';
import { newProduct, newShow, newSlot } from '#shared/sync/documents-fixture.ts';
import { tempFolder } from '../cache/temp-folder-fixture.ts';
import { dump } from './desk-fixture.ts';
import { hubModel } from './hub-fixture.ts';
import { memorySession } from './memory-wire-fixture.ts';

const MINUTES = 60_000;
const eve = { personId: 'eve', role: 'owner' as const, deviceId: 'eve' };
let ops = 0;

/** A session in order with a hub of some thousand documents, a while after its greeting. */
async function synced(slots: number) {
  const model = hubModel();
  const run = (name: string, input: unknown) => {
    ops += 1;
    return model.run({ opId: `eve-${ops}`, name, input, at: '2026-06-18T11:00:00.000Z' }, eve);
  };
  await run('show.create', newShow('show-1'));
  await run('run.create', { id: 'run-1', showId: 'show-1', kind: 'live' });
  for (let from = 0; from < slots; from += 500)
    await run('product.import', {
      ...{ showId: 'show-1', runId: 'run-1', products: from === 0 ? [newProduct('a')] : [] },
      slots: Array.from({ length: Math.min(500, slots - from) }, (_, n) => newSlot(`slot-${from + n}`, 'a')),
    });
  const one = memorySession(model, { file: join(tempFolder(), 'digest.db') });
  one.hub.connect();
  await one.timers.advance(MINUTES);
  one.hub.asked.length = 0;
  const pulls = () =>
    one.hub.asked.flatMap(({ name, input }) =>
      name === 'pull' ? [(input as { afterSeq: number }).afterSeq] : [],
    );
  return { model, run, pulls, ...one };
}
const damage = (one: Awaited<ReturnType<typeof synced>>, sql: string) => one.desk.db.exec(sql);

describe('the digest', () => {
  test('[SY38] with nothing wrong, nothing is pulled and nothing changes', async () => {
    const one = await synced(2500);
    await one.timers.advance(60 * MINUTES);
    expect(one.hub.asked.filter(({ name }) => name === 'digest').length).toBeGreaterThanOrEqual(5);
    expect(one.pulls()).toEqual([]);
    expect(one.errors).toEqual([]);
  });

  test.each([
    [
      'a flipped amount',
      `UPDATE document SET json = replace(json, '"plannedSec":300', '"plannedSec":301') WHERE id = 'slot-1200'`,
    ],
    [
      'a byte that makes it unreadable',
      `UPDATE document SET json = replace(json, '{"type"', '{"tape"') WHERE id = 'slot-1200'`,
    ],
    ['text that is no JSON', `UPDATE document SET json = 'x' || json WHERE id = 'slot-1200'`],
    ['another parent', `UPDATE document SET parent_id = 'run-7' WHERE id = 'slot-1200'`],
    ['a missing row', `DELETE FROM document WHERE id = 'slot-1200'`],
  ])('[SY38] %s in one chunk is found and mended; no other chunk is asked for', async (_what, sql) => {
    const one = await synced(2500);
    damage(one, sql);
    await one.timers.advance(15 * MINUTES);
    expect(dump(one.desk, 'view')).toEqual(one.model.dump());
    expect(await one.desk.documents.view.list('slot', 'run-1')).toHaveLength(2500);
    // Two pages: a chunk is a thousand seqs, a page five hundred.
    expect(one.pulls()).toEqual([1000, 1000 + PULL_PAGE]);
  });

  test('[SY38] rows that the hub does not have go, also with a seq beyond every chunk', async () => {
    const one = await synced(300);
    damage(
      one,
      `INSERT INTO document SELECT kind, 'ghost', parent_id, json, 123, 1 FROM document WHERE id = 'slot-7'`,
    );
    damage(
      one,
      `INSERT INTO document SELECT kind, 'far', parent_id, json, 99000123, 1 FROM document WHERE id = 'slot-7'`,
    );
    damage(
      one,
      `INSERT INTO document SELECT kind, 'low', parent_id, json, -5, 1 FROM document WHERE id = 'slot-7'`,
    );
    damage(one, `UPDATE document SET seq = 5000000 WHERE id = 'slot-9'`);
    await one.timers.advance(30 * MINUTES);
    expect(dump(one.desk, 'base')).toEqual(one.model.dump());
  });

  test('[SY38] what is pending stays on top of what was mended', async () => {
    const one = await synced(300);
    one.hub.hold = true;
    await one.desk.documents.submit('rundown.plan', { slotId: 'slot-7', plannedSec: 77 });
    damage(
      one,
      `UPDATE document SET json = replace(json, '"remark":""', '"remark":"?"') WHERE id = 'slot-7'`,
    );
    await one.timers.advance(15 * MINUTES);
    expect(await one.desk.documents.view.get('slot', 'slot-7')).toMatchObject({ plannedSec: 77, remark: '' });
  });

  test('[SY38] a hub that moves on is compared later, when both stand still', async () => {
    const one = await synced(300);
    one.hub.tells = false;
    one.hub.fates.set('time', Array(100).fill('silence'));
    await one.run('show.edit', { showId: 'show-1', title: 'moved on' });
    damage(one, `DELETE FROM document WHERE id = 'slot-7'`);
    await one.timers.advance(10 * MINUTES);
    expect(Object.keys(dump(one.desk, 'base'))).not.toContain('slot/slot-7');
    one.hub.tell(one.model.changesAfter(one.desk.documents.cursor(), 10));
    await one.timers.advance(2 * MINUTES);
    expect(dump(one.desk, 'base')).toEqual(one.model.dump());
  });

  test('[SY36] a chunk below the horizon is mended too: what is missing there is what was removed', async () => {
    const one = await synced(300);
    await one.run('rundown.remove', { slotId: 'slot-5' });
    one.hub.tell(one.model.changesAfter(one.desk.documents.cursor(), 10));
    await one.rest();
    one.model.forgetTombstones();
    one.hub.tell({ fromSeq: 0, toSeq: 0, changes: [], horizonSeq: one.model.headSeq() });
    damage(one, `DELETE FROM document WHERE id = 'slot-7'`);
    await one.timers.advance(15 * MINUTES);
    expect(dump(one.desk, 'base')).toEqual(one.model.dump());
  });
});
