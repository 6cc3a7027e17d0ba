import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { newShow } from '#shared/sync/documents-fixture.ts';
import { tempFolder } from '../cache/temp-folder-fixture.ts';
import {
  act,
  catchUp,
  clock,
  drain,
  dump,
  openDesk,
  prepared,
  pullPage,
  type TestDesk,
  testDesk,
} from './desk-fixture.ts';
import { type HubModel, hubModel } from './hub-fixture.ts';

const stranger = { personId: 'eve', role: 'owner' as const, deviceId: 'eve' };
let strangerOps = 0;

/** Somebody else does something on the hub. */
async function elsewhere(hub: HubModel, name: string, input: unknown): Promise<void> {
  strangerOps += 1;
  const op = { opId: `eve-${strangerOps}`, name, input, at: '2026-06-18T11:00:00.000Z' };
  expect((await hub.run(op, stranger)).result).toMatchObject({ outcome: 'applied' });
}
const titles = async (one: TestDesk) =>
  (await one.documents.view.list('show', 'workspace')).map(({ title }) => title);

describe('a snapshot', () => {
  test('[SY37] a fresh desk can be interrupted after every page, and its process end, and it goes on', async () => {
    for (let stopAfter = 0; stopAfter < 8; stopAfter += 1) {
      const hub = hubModel();
      const maker = testDesk('maker');
      await prepared(hub, [maker]);
      for (const title of ['a', 'b', 'c', 'd', 'e', 'f', 'g'])
        await elsewhere(hub, 'show.create', { ...newShow(`show-${title}`), title });
      const file = join(tempFolder(), 'fresh.db');
      const before = openDesk('amy', file);
      await before.documents.greeted(hub.history());
      for (let page = 0; page < stopAfter; page += 1) await pullPage(before, hub, 2);
      before.db.close();
      await elsewhere(hub, 'show.edit', { showId: 'show-a', title: 'A' });
      await elsewhere(hub, 'rundown.remove', { slotId: 'slot-3' });
      const amy = testDesk('amy', file);
      await catchUp(amy, hub, 2);
      expect(amy.documents.snapshotHorizon()).toBeNull();
      expect(dump(amy, 'view')).toEqual(hub.dump());
      expect(dump(amy, 'base')).toEqual(hub.dump());
    }
  });

  test('[SY36] a desk that was away longer than tombstones are kept drops what was removed meanwhile', async () => {
    const hub = hubModel();
    const amy = testDesk('amy');
    await prepared(hub, [amy]);
    await elsewhere(hub, 'rundown.remove', { slotId: 'slot-2' });
    hub.forgetTombstones();
    await elsewhere(hub, 'show.edit', { showId: 'show-1', title: 'later' });
    await amy.documents.submit('rundown.plan', { slotId: 'slot-1', plannedSec: 7 });
    await amy.documents.submit('rundown.plan', { slotId: 'slot-2', plannedSec: 8 });
    await amy.documents.greeted(hub.history(amy.streamId()));
    // Until all pages are here, everything that was there can still be read.
    expect(amy.documents.cursor()).toBe(0);
    await pullPage(amy, hub, 2);
    expect(await amy.documents.view.get('slot', 'slot-2')).toMatchObject({ plannedSec: 8 });
    await catchUp(amy, hub, 2);
    expect(await amy.documents.view.get('slot', 'slot-2')).toBeNull();
    expect(await amy.documents.view.get('slot', 'slot-1')).toMatchObject({ plannedSec: 7 });
    expect(dump(amy, 'base')).toEqual(hub.dump());
    await drain(amy, hub);
    expect(amy.outbox.conflicts()).toMatchObject([{ code: 'rundown/slot-not-found' }]);
  });

  test('[SY36] its pages lie below the horizon, and are asked for with the one that it began with', async () => {
    const hub = hubModel();
    const maker = testDesk('maker');
    await prepared(hub, [maker]);
    await elsewhere(hub, 'rundown.remove', { slotId: 'slot-2' });
    hub.forgetTombstones();
    expect(() => hub.pull({ afterSeq: 1, limit: 2 })).toThrow(
      expect.objectContaining({ code: 'sync/too-old' }),
    );
    const amy = testDesk('amy');
    await catchUp(amy, hub, 2);
    expect(dump(amy, 'view')).toEqual(hub.dump());
  });

  test('[SY36] tombstones that go while it is under way make it begin again', async () => {
    const hub = hubModel();
    const maker = testDesk('maker');
    await prepared(hub, [maker]);
    const amy = testDesk('amy');
    await amy.documents.greeted(hub.history());
    await pullPage(amy, hub, 5);
    expect(await amy.documents.view.get('run', 'run-1')).not.toBeNull();
    // Seen in the first page; the word of its end is gone before the second.
    const [seen] = Object.keys(dump(amy, 'base')).filter((key) => key.startsWith('slot/'));
    const slotId = seen?.split('/')[1] ?? 'slot-1';
    await elsewhere(hub, 'rundown.remove', { slotId });
    hub.forgetTombstones();
    await catchUp(amy, hub, 2);
    expect(dump(amy, 'base')).toEqual(hub.dump());
    expect(Object.keys(dump(amy, 'base'))).not.toContain(`slot/${slotId}`);
  });

  test('[SY37] what the hub tells while a snapshot is under way does not fit and is pulled with the rest', async () => {
    const hub = hubModel();
    const maker = testDesk('maker');
    await prepared(hub, [maker]);
    const amy = testDesk('amy');
    await amy.documents.greeted(hub.history());
    await pullPage(amy, hub, 2);
    const head = hub.headSeq();
    await elsewhere(hub, 'show.edit', { showId: 'show-1', title: 'told' });
    expect(await amy.documents.receive([hub.changesAfter(head, 9)])).toBe(false);
    await catchUp(amy, hub, 2);
    expect(await titles(amy)).toEqual(['told']);
  });
});

describe('a hub that was restored', () => {
  test('[SY42] gets again, in order, what it answered after its backup; what it still has stays untouched', async () => {
    const amy = testDesk('amy');
    const hub = hubModel();
    await catchUp(amy, hub);
    await amy.documents.submit('show.create', { ...newShow('show-1'), title: 'one' });
    await drain(amy, hub);
    hub.backUp();
    for (const title of ['two', 'three']) {
      await amy.documents.submit('show.edit', { showId: 'show-1', title });
      await drain(amy, hub);
    }
    await amy.documents.submit('show.edit', { showId: 'show-1', title: 'unsent' });
    expect(amy.outbox.counts()).toEqual({ unconfirmed: 1, conflicts: 0 });
    hub.restore('epoch-2');
    expect(hub.lastCseq(amy.streamId())).toBe(1);
    const ran = hub.applied.length;
    await catchUp(amy, hub);
    // Its own bases are of before; on them stands what is on its way again.
    expect(amy.outbox.counts()).toEqual({ unconfirmed: 3, conflicts: 0 });
    expect(await titles(amy)).toEqual(['unsent']);
    await drain(amy, hub, 2);
    expect(hub.applied.slice(ran).map(({ input }) => (input as { title: string }).title)).toEqual([
      'two',
      'three',
      'unsent',
    ]);
    expect(amy.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 0 });
    expect(dump(amy, 'view')).toEqual(hub.dump());
  });

  test('[SY42] a refused op that a person has discarded leaves a gap that stops nobody', async () => {
    const amy = testDesk('amy');
    const hub = hubModel();
    await catchUp(amy, hub);
    await amy.documents.submit('show.create', newShow('show-1'));
    await drain(amy, hub);
    hub.backUp();
    await amy.documents.submit('show.edit', { showId: 'show-1', title: 'two' });
    await amy.documents.submit('show.edit', { showId: 'show-1', title: 'no' });
    await amy.documents.submit('show.edit', { showId: 'show-1', title: 'four' });
    hub.answers.set('amy-0003', { opId: 'amy-0003', outcome: 'refused', code: 'auth/role', params: {} });
    await drain(amy, hub);
    expect(await amy.documents.takeConflict('amy-0003')).toBe(true);
    hub.restore('epoch-2');
    await catchUp(amy, hub);
    await drain(amy, hub, 1);
    expect(hub.lastCseq(amy.streamId())).toBe(4);
    expect(await titles(amy)).toEqual(['four']);
    expect(hub.dump()).toEqual(dump(amy, 'view'));
  });

  test('[SY41] ops go when the backup has reached them, whoever tells of it; a new one covers nothing old', async () => {
    const amy = testDesk('amy');
    const hub = hubModel();
    await catchUp(amy, hub);
    const kept = () => amy.outbox.offered(0).length;
    for (const id of ['a', 'b', 'c']) {
      await amy.documents.submit('show.create', newShow(id));
      await drain(amy, hub);
    }
    expect(kept()).toBe(3);
    expect(amy.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 0 });
    // By a greeting …
    hub.backUp();
    await amy.documents.greeted(hub.history(amy.streamId()));
    expect(kept()).toBe(0);
    // … and by changes, also by such that bring nothing else.
    await amy.documents.submit('show.create', newShow('d'));
    await drain(amy, hub);
    expect(kept()).toBe(1);
    hub.backUp();
    const head = hub.headSeq();
    await amy.documents.receive([{ fromSeq: head, toSeq: head, changes: [], backupSeq: head - 1 }]);
    expect(kept()).toBe(1);
    await amy.documents.receive([{ fromSeq: head, toSeq: head, changes: [], backupSeq: head }]);
    expect(kept()).toBe(0);
    // A restored hub that soon backs itself up again counts by other seqs.
    await amy.documents.submit('show.create', newShow('e'));
    await drain(amy, hub);
    hub.restore('epoch-2');
    for (const id of ['x', 'y', 'z']) await elsewhere(hub, 'show.create', newShow(id));
    hub.backUp();
    await amy.documents.greeted(hub.history(amy.streamId()));
    await pullPage(amy, hub, 1);
    expect(kept()).toBe(1);
    await catchUp(amy, hub);
    await drain(amy, hub);
    expect(Object.keys(hub.dump())).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'x', 'y', 'z'].map((id) => `show/${id}`),
    );
  });

  test('[SY40] a head below this desk’s cursor is another history, even under the old name', async () => {
    const amy = testDesk('amy');
    const hub = hubModel();
    await catchUp(amy, hub);
    await amy.documents.submit('show.create', newShow('show-1'));
    await drain(amy, hub);
    hub.restore('epoch-1');
    expect(hub.headSeq()).toBe(0);
    await catchUp(amy, hub);
    expect(amy.outbox.counts()).toEqual({ unconfirmed: 1, conflicts: 0 });
    await drain(amy, hub);
    expect(Object.keys(hub.dump())).toEqual(['show/show-1']);
    expect(dump(amy, 'base')).toEqual(hub.dump());
  });

  test('[SY12] a file that is an older copy of itself takes another stream; nothing of it is lost', async () => {
    const amy = testDesk('amy');
    const hub = hubModel();
    await catchUp(amy, hub);
    const before = amy.streamId();
    await amy.documents.submit('show.create', newShow('mine'));
    // The hub has had three ops by this name; this file knows of one.
    for (const cseq of [1, 2, 3]) {
      const input = newShow(`gone-${cseq}`);
      const at = '2026-06-18T11:00:00.000Z';
      await hub.push(
        before,
        cseq - 1,
        [{ opId: `gone-${cseq}`, cseq, name: 'show.create', input, at }],
        stranger,
      );
    }
    expect(await amy.documents.greeted(hub.history(before))).toBe(false);
    expect(amy.streamId()).not.toBe(before);
    await catchUp(amy, hub);
    await drain(amy, hub);
    expect(Object.keys(hub.dump())).toContain('show/mine');
    expect(dump(amy, 'view')).toEqual(hub.dump());
  });

  test('whatever is done, backed up and restored in between, everybody ends with the same, and no op is lost', async () => {
    const step = fc.record({
      desk: fc.nat({ max: 1 }),
      what: fc.constantFrom(
        'act',
        'act',
        'act',
        'drain',
        'drain',
        'pull',
        'backUp',
        'restore',
        'forget',
        'reopen',
      ),
      choice: fc.nat({ max: 100 }),
      number: fc.nat({ max: 1000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const hub = hubModel();
        const desks = ['amy', 'ben'].map((name) => openDesk(name));
        try {
          for (const one of desks) await catchUp(one, hub);
          const [amy] = desks as [TestDesk];
          await amy.documents.submit('show.create', newShow('show-1'));
          await amy.documents.submit('run.create', { id: 'run-1', showId: 'show-1', kind: 'live' });
          const made: string[] = [];
          for (const [at, { desk, what, choice, number }] of steps.entries()) {
            const one = desks[desk] as TestDesk;
            clock.advance(number);
            if (what === 'act') {
              await act(one, choice, number);
              const id = `${one.actor.personId}-${at}`;
              await one.documents.submit('show.create', newShow(id));
              made.push(`show/${id}`);
            }
            if (what === 'drain') {
              await catchUp(one, hub, 1 + (number % 4));
              await drain(one, hub, 1 + (number % 4));
            }
            if (what === 'pull') await catchUp(one, hub, 1 + (number % 4));
            if (what === 'backUp') hub.backUp();
            if (what === 'forget') hub.forgetTombstones();
            if (what === 'restore') hub.restore(`epoch-${at}`);
            if (what === 'reopen') one.reopen();
          }
          for (const _ of desks)
            for (const one of desks) {
              await catchUp(one, hub);
              await drain(one, hub);
            }
          for (const one of desks) {
            await catchUp(one, hub);
            expect(dump(one, 'view')).toEqual(hub.dump());
            expect(dump(one, 'base')).toEqual(hub.dump());
            expect(one.outbox.counts().unconfirmed).toBe(0);
          }
          expect(Object.keys(hub.dump())).toEqual(expect.arrayContaining(made));
        } finally {
          for (const one of desks) one.db.close();
        }
      }),
      { numRuns: 100 },
    );
  }, 120_000);
});

describe('a document of a newer version', () => {
  afterEach(() => {
    vi.doUnmock('#shared/domain/documents.ts');
    vi.resetModules();
  });

  test('[SY33] is kept by a desk that cannot read it, and read by the desk that it becomes', async () => {
    const file = join(tempFolder(), 'upgraded.db');
    const hub = hubModel();
    await elsewhere(hub, 'show.create', newShow('show-1'));
    const group = { id: 'group-1', name: '宝妈群', owner: '', platform: 'wecom-internal', size: 3, tags: [] };
    await elsewhere(hub, 'group.import', { groups: [{ ...group, brand: '', robotUrl: null }] });
    hub.tell('show', 'show-2', 'workspace', {
      ...{ ...newShow('show-2'), createdAt: '2026-06-18T11:00:00.000Z' },
      currency: 'EUR-digital',
    });

    // The version before knew no groups.
    vi.doMock('#shared/domain/documents.ts', async (load) => {
      const real = await load<typeof import('#shared/domain/documents.ts')>();
      return { ...real, isDocumentKind: (kind: string) => kind !== 'group' && real.isDocumentKind(kind) };
    });
    vi.resetModules();
    const old = await import('./desk-fixture.ts');
    const before = old.openDesk('amy', file);
    await old.catchUp(before, hub);
    await before.documents.submit('show.edit', { showId: 'show-1', title: 'by the old one' });
    expect(before.documents.cursor()).toBe(3);
    expect((await before.documents.view.list('show', 'workspace')).map(({ id }) => id)).toEqual(['show-1']);
    before.db.close();

    vi.doUnmock('#shared/domain/documents.ts');
    vi.resetModules();
    const current = await import('./desk-fixture.ts');
    const after = current.testDesk('amy', file);
    expect(await after.documents.view.get('group', 'group-1')).toMatchObject({ name: '宝妈群' });
    expect(await after.documents.view.get('show', 'show-1')).toMatchObject({ title: 'by the old one' });
    // Of a version that is still to come: skipped by readers, in no way of anybody.
    expect(await after.documents.view.get('show', 'show-2')).toBeNull();
    expect(Object.keys(current.dump(after, 'base'))).toContain('show/show-2');
    await current.catchUp(after, hub);
    await current.drain(after, hub);
    expect(hub.dump()['show/show-1']).toMatchObject({ title: 'by the old one' });
  });
});
