import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { newShow } from '#shared/sync/documents-fixture.ts';
import { tempFolder } from '../cache/temp-folder-fixture.ts';
import { catchUp, drain, dump, openDesk, prepared, pullPage, testDesk } from './desk-fixture.ts';
import { hubModel } from './hub-fixture.ts';
import { elsewhere, titles } from './stranger-fixture.ts';

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
