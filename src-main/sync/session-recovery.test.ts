/** How a session finds back: after losses, restarts of the hub, full disks and news that do not fit. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newShow } from '#shared/sync/documents-fixture.ts';
import { tempFolder } from '../cache/temp-folder-fixture.ts';
import { dump } from './desk-fixture.ts';
import { type HubModel, hubModel } from './hub-fixture.ts';
import { memorySession } from './memory-wire-fixture.ts';

const eve = { personId: 'eve', role: 'owner' as const, deviceId: 'eve' };
let ops = 0;

async function elsewhere(model: HubModel, id: string) {
  ops += 1;
  const op = { opId: `eve-${ops}`, name: 'show.create', input: newShow(id), at: '2026-06-18T11:00:00.000Z' };
  return (await model.run(op, eve)).changes;
}
async function online(model = hubModel(), file = ':memory:') {
  const one = memorySession(model, { file });
  one.hub.connect();
  await one.rest();
  expect(one.session.state().hub).toBe('online');
  return { model, ...one };
}
const asked = (one: Awaited<ReturnType<typeof online>>, wanted: string) =>
  one.hub.asked.filter(({ name }) => name === wanted).length;

describe('a greeting', () => {
  test('[SY3] says this desk’s stream, and comes again when it was not answered', async () => {
    const one = memorySession(hubModel());
    one.hub.fates.set('hello', ['silence', { code: 'app/unexpected' }]);
    one.hub.connect();
    await one.timers.advance(9000);
    expect(one.session.state().hub).toBe('connecting');
    await one.timers.advance(5000);
    expect(one.session.state()).toMatchObject({ hub: 'online', trouble: null });
    expect(one.hub.asked.filter(({ name }) => name === 'hello').map(({ input }) => input)).toEqual(
      Array(3).fill({ streamId: one.desk.streamId() }),
    );
  });

  test('[SY40] news that come before it may be of another history and are left to the pull', async () => {
    const model = hubModel();
    for (const id of ['a', 'b']) await elsewhere(model, id);
    const one = await online(model);
    model.backUp();
    await elsewhere(model, 'lost');
    one.hub.tell(model.changesAfter(2, 9));
    await one.rest();
    expect(one.desk.documents.cursor()).toBe(3);
    one.hub.cut();
    model.restore('epoch-2');
    await elsewhere(model, 'other');
    one.hub.fates.set('hello', ['silence']);
    one.hub.connect();
    // It fits the cursor of the old history to the number.
    const changes = await elsewhere(model, 'told');
    expect(changes).toMatchObject({ fromSeq: 3, toSeq: 4 });
    one.hub.tell(changes);
    await one.rest();
    expect(one.desk.documents.cursor()).toBe(3);
    await one.timers.advance(20_000);
    expect(dump(one.desk, 'view')).toEqual(model.dump());
  });
});

describe('news that do not fit', () => {
  test('[SY31] a gap is pulled, what was told twice or late changes nothing', async () => {
    const one = await online();
    await elsewhere(one.model, 'missed');
    const second = await elsewhere(one.model, 'told');
    one.hub.tell(second);
    await one.rest();
    expect(dump(one.desk, 'view')).toEqual(one.model.dump());
    const pulls = asked(one, 'pull');
    one.hub.tell(second);
    one.hub.tell(one.model.changesAfter(0, 9));
    await one.rest();
    expect(asked(one, 'pull')).toBe(pulls);
    expect(dump(one.desk, 'view')).toEqual(one.model.dump());
  });

  test('[SY31] news right behind a page that is not applied yet make the desk pull once more', async () => {
    const one = await online();
    await elsewhere(one.model, 'missed');
    const told = await elsewhere(one.model, 'told');
    const page = one.model.changesAfter(0, 9);
    const behind = await elsewhere(one.model, 'behind');
    const { pull } = one.model;
    one.model.pull = () => page;
    one.hub.inOneBreath.set('pull', () => {
      one.model.pull = pull;
      one.hub.tell(behind);
    });
    one.hub.tell(told);
    await one.rest();
    expect(dump(one.desk, 'view')).toEqual(one.model.dump());
  });

  test('[SY36] too old in the middle of a pull: a snapshot, without a word to anybody', async () => {
    const one = await online();
    await elsewhere(one.model, 'a');
    one.hub.tell(one.model.changesAfter(0, 9));
    await one.rest();
    for (const id of ['b', 'c']) await elsewhere(one.model, id);
    one.model.forgetTombstones();
    one.hub.tell(await elsewhere(one.model, 'd'));
    await one.rest();
    expect(dump(one.desk, 'view')).toEqual(one.model.dump());
    expect(one.desk.documents.snapshotHorizon()).toBeNull();
    expect(one.errors).toEqual([]);
  });
});

describe('a machine without room', () => {
  test('takes nothing from the hub, says so, and catches up by itself once there is room', async () => {
    const one = await online(hubModel(), join(tempFolder(), 'full.db'));
    one.desk.db.pragma(`max_page_count = ${Number(one.desk.db.pragma('page_count', { simple: true }))}`);
    for (let at = 0; at < 60; at += 1) one.hub.tell(await elsewhere(one.model, `show-${at}`));
    await one.rest();
    expect(one.session.state()).toMatchObject({ hub: 'online', trouble: 'local/disk-full' });
    expect(Object.keys(dump(one.desk, 'view')).length).toBeLessThan(60);
    one.desk.db.pragma('max_page_count = 100000');
    await one.timers.advance(15_000);
    expect(dump(one.desk, 'view')).toEqual(one.model.dump());
    expect(one.session.state().trouble).toBeNull();
  });
});

describe('a session that is closed', () => {
  test('asks nothing any more and complains of nothing, whatever was under way', async () => {
    const one = await online();
    one.hub.hold = true;
    await one.desk.documents.submit('show.create', newShow('mine'));
    void one.session.pushed({ opId: 'amy-0001', name: '', input: null, at: '' });
    await one.rest();
    one.session.close();
    one.desk.db.close();
    const before = one.hub.asked.length;
    await one.hub.release();
    await one.timers.advance(24 * 3_600_000);
    expect(one.hub.asked.length).toBe(before);
    expect(one.errors).toEqual([]);
  });
});
