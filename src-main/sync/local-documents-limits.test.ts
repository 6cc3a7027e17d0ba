import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newShow } from '#shared/sync/documents-fixture.ts';
import { tempFolder } from '../cache/temp-folder-fixture.ts';
import { testDesk as desk, dump, prepared, pull, sync } from './desk-fixture.ts';
import { hubModel } from './hub-fixture.ts';
import { localDocuments } from './local-documents.ts';

describe('what this machine cannot take', () => {
  test('[SY14] an op above 3 MB is refused when it is made, and leaves no trace', async () => {
    const amy = desk('amy');
    await prepared(hubModel(), [amy]);
    const before = amy.outbox.lastCseq();
    const groups = Array.from({ length: 5000 }, (_, at) => ({
      ...{ id: `g-${at}`, name: `群 ${at} ${'宝'.repeat(200)}`, owner: '', platform: 'wechat' as const },
      ...{ size: null, tags: [], brand: '', robotUrl: null },
    }));
    await expect(amy.documents.submit('group.import', { groups })).rejects.toMatchObject({
      code: 'op/too-large',
    });
    expect(amy.outbox.lastCseq()).toBe(before);
    expect(await amy.documents.view.list('group', 'workspace')).toEqual([]);
  });

  test('a full disk refuses the op in words, takes nothing, and takes the next one when there is room again', async () => {
    const hub = hubModel();
    const file = join(tempFolder(), 'full.db');
    const [amy, ben] = [desk('amy', file), desk('ben')];
    await prepared(hub, [amy, ben]);
    const pages = Number(amy.db.pragma('page_count', { simple: true }));
    amy.db.pragma(`max_page_count = ${pages}`);
    const text = '团'.repeat(50);
    const made: string[] = [];
    let refused: unknown = null;
    for (let at = 0; at < 500 && refused === null; at += 1) {
      const id = `show-${at + 10}`;
      await amy.documents.submit('show.create', { ...newShow(id), hostName: text }).then(
        () => made.push(id),
        (error: unknown) => {
          refused = error;
        },
      );
    }
    expect(refused).toMatchObject({ code: 'local/disk-full' });
    expect(amy.outbox.counts()).toEqual({ unconfirmed: made.length, conflicts: 0 });
    const shown = dump(amy, 'view');
    // Nor can it take what the hub tells; it is told the same again later.
    for (let at = 0; at < 30; at += 1)
      await ben.documents.submit('show.create', { ...newShow(`ben-${at}`), hostName: text });
    await sync(ben, hub);
    await expect(pull(amy, hub, 100)).rejects.toMatchObject({ code: 'SQLITE_FULL' });
    expect(dump(amy, 'view')).toEqual(shown);

    amy.db.pragma(`max_page_count = ${pages * 100}`);
    await amy.documents.submit('show.create', newShow('room-again'));
    await pull(amy, hub, 100);
    await sync(amy, hub);
    expect(dump(amy, 'view')).toEqual(hub.dump());
    expect(Object.keys(hub.dump())).toEqual(
      expect.arrayContaining([...made, 'room-again'].map((id) => `show/${id}`)),
    );
    expect(amy.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 0 });
  });

  test('[SY11] what else an op makes known is kept in its own transaction, or nothing is', async () => {
    const hub = hubModel();
    const amy = desk('amy');
    await prepared(hub, [amy]);
    const kept: string[] = [];
    const documents = localDocuments({
      ...{ db: amy.db, outbox: amy.outbox, nextOpId: () => `kept-${kept.length}`, actor: () => amy.actor },
      ...{ nowIso: () => '2026-06-18T11:00:00.000Z', onChanged: () => undefined },
      onSubmit: (op, _gist, batch) => {
        expect(amy.db.inTransaction).toBe(true);
        kept.push(`${op.opId} ${batch.writes.map(({ id }) => id)}`);
        if (kept.length === 2) throw new Error('no room for it');
      },
    });
    const before = amy.outbox.counts().unconfirmed;
    await documents.submit('show.create', newShow('one'));
    await expect(documents.submit('show.create', newShow('two'))).rejects.toThrow('no room for it');
    expect(kept).toEqual(['kept-0 one', 'kept-1 two']);
    expect(amy.outbox.counts().unconfirmed).toBe(before + 1);
    expect(await documents.view.get('show', 'two')).toBeNull();
  });
});
