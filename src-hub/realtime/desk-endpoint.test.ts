import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Changes,
  changesSchema,
  hubRequests,
  MAX_FRAME_BYTES,
  PROTOCOL_VERSION,
} from '#shared/contract/hub.ts';
import { digestLine } from '#shared/sync/digest.ts';
import { pushOf } from '../test-hub.ts';
import { type EndpointBed, endpointBed } from './desk-endpoint-fixture.ts';

let bed: EndpointBed;

beforeEach(async () => {
  bed = await endpointBed();
});
afterEach(() => bed.close());

const save = (id: string, text: string) => bed.op('post.save', { ...post, id, text });
const post = { showId: 'show-1', title: '', productId: null, tags: [] };

async function pulled(afterSeq: number, horizonSeq?: number): Promise<Changes> {
  const limit = 500;
  const desk = await bed.connect();
  const answer = await desk.ask('pull', {
    afterSeq,
    limit,
    ...(horizonSeq === undefined ? {} : { horizonSeq }),
  });
  if (!answer.ok) throw new Error(answer.error.code);
  return changesSchema.parse(answer.value);
}

describe('a desk’s line', () => {
  test('[SY2] is refused with the reason', async () => {
    const refused = (handshake: unknown) =>
      bed.desks.admit(handshake).then(
        () => null,
        (error: { code: string }) => error.code,
      );
    expect(await refused(bed.handshake)).toBeNull();
    expect(await refused({ ...bed.handshake, token: 'other' })).toBe('auth/unknown');
    expect(await refused({ ...bed.handshake, protocol: PROTOCOL_VERSION + 1 })).toBe('hub/protocol');
    expect(await refused({ ...bed.handshake, protocol: 0 })).toBe('hub/protocol');
    expect(await refused(null)).toBe('hub/protocol');
  });

  test('[SY4] every request is answered once, whatever it is', async () => {
    const desk = await bed.connect();
    const bad: unknown[] = [undefined, null, 7, 'x', [], {}, { ops: [] }];
    for (const input of bad)
      expect(await desk.ask('push', input)).toMatchObject({ error: { code: 'request/invalid' } });
    expect(await desk.ask('no such request', {})).toMatchObject({ error: { code: 'request/invalid' } });
    expect(await desk.ask('toString', {})).toMatchObject({ error: { code: 'request/invalid' } });
    expect(await desk.ask('hello', { streamId: 's' })).toMatchObject({ ok: true });
  });

  test('[SY12] requests begin in the order in which they came', async () => {
    const desk = await bed.connect();
    const pushes = Array.from({ length: 6 }, (_, n) =>
      desk.ask('push', {
        ...{ streamId: 's', base: n },
        ops: [{ ...save('post-1', 'x'), cseq: n + 1 }],
      }),
    );
    for (const answer of await Promise.all(pushes)) expect(answer).toMatchObject({ ok: true });
    expect(await desk.ask('hello', { streamId: 's' })).toMatchObject({ value: { lastCseq: 6 } });
  });

  test('[SY13] is told the last of its stream, in the greeting and when it is ahead of it', async () => {
    const desk = await bed.connect();
    const hello = async () => hubRequests.hello.answer.parse(await desk.ask('hello', { streamId: 's' }));
    expect(await hello()).toMatchObject({ value: { lastCseq: 0, backupSeq: 0, horizonSeq: 0 } });
    const push = (base: number, ...cseqs: number[]) =>
      desk.ask('push', {
        ...{ streamId: 's', base },
        ops: cseqs.map((cseq) => ({ ...save('post-1', `${cseq}`), cseq })),
      });
    expect(await push(2, 3)).toEqual({
      ok: false,
      error: { code: 'op/out-of-order', params: { last: 0 } },
    });
    // What a person has decided in the tray is not sent again: gaps inside a push are the desk's own.
    expect(await push(0, 1, 2, 5)).toMatchObject({ ok: true });
    expect(await push(1, 2, 2)).toMatchObject({ error: { code: 'request/invalid' } });
    expect(await push(7, 7)).toMatchObject({ error: { code: 'request/invalid' } });
    expect(await hello()).toMatchObject({ value: { lastCseq: 5 } });
  });

  test('[SY18] trouble of the store is told as such, and only while it lasts', async () => {
    const desk = await bed.connect();
    bed.breakStore(true);
    expect(await desk.ask('push', pushOf(save('post-1', 'x')))).toMatchObject({
      error: { code: 'hub/storage' },
    });
    bed.breakStore(false);
    expect(await desk.ask('push', pushOf(save('post-1', 'x')))).toMatchObject({ ok: true });
  });

  test('[SY71] one that may no longer come in is told why and let go', async () => {
    const desk = await bed.connect();
    await bed.removeDevice();
    await bed.timers.advance(1000);
    expect(desk.told('ended')).toEqual([{ code: 'auth/removed' }]);
    expect(desk.ended()).toBe(true);
  });

  test('[SY70] everybody is told of those who come and go', async () => {
    const desk = await bed.connect();
    const other = await bed.connect();
    await bed.timers.advance(100);
    expect(desk.told('presence').at(-1)).toMatchObject({ consoles: [{ deviceId: 'desk-1' }] });
    const before = desk.told('presence').length;
    other.left();
    desk.left();
    await bed.timers.advance(100);
    expect(desk.told('presence')).toHaveLength(before);
  });
});

describe('changes', () => {
  test('[SY31] are told once a commit and follow on each other', async () => {
    const desk = await bed.connect();
    await desk.ask('push', pushOf(save('a', '1'), save('b', '1'), save('a', '2')));
    const [changes, ...more] = desk.told('changes').map((one) => changesSchema.parse(one));
    expect(more).toEqual([]);
    // The document that was written twice stands there once, at its latest.
    expect(changes).toMatchObject({
      fromSeq: 1,
      toSeq: 4,
      changes: [
        { seq: 3, id: 'b' },
        { seq: 4, id: 'a' },
      ],
    });
    expect(changes?.changes[1]?.document).toMatchObject({ text: '2' });
  });

  test('[SY1] of a huge op come in several frames, each below the limit and without a gap', async () => {
    const desk = await bed.connect();
    const groups = Array.from({ length: 4000 }, (_, n) => ({
      ...{
        id: `g${n}`,
        name: `群${n}`,
        owner: '',
        platform: 'wechat',
        size: null,
        brand: '',
        robotUrl: null,
      },
      tags: Array.from({ length: 8 }, (_, tag) => `${tag}`.padEnd(60, '标')),
    }));
    await desk.ask('push', pushOf(bed.op('group.import', { groups })));
    const frames = desk.told('changes').map((one) => changesSchema.parse(one));
    expect(frames.length).toBeGreaterThan(3);
    expect(frames.flatMap(({ changes }) => changes.map(({ id }) => id))).toEqual(groups.map(({ id }) => id));
    let reached = 1;
    for (const frame of frames) {
      expect(frame.fromSeq).toBe(reached);
      expect(frame.toSeq).toBe(frame.changes.at(-1)?.seq);
      expect(Buffer.byteLength(JSON.stringify(frame))).toBeLessThan(MAX_FRAME_BYTES);
      reached = frame.toSeq;
    }
    // A pull of the same goes in pages that fit, too.
    let cursor = 0;
    const ids: string[] = [];
    while (cursor < 4001) {
      const page = await pulled(cursor);
      expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(MAX_FRAME_BYTES);
      expect(page.toSeq).toBeGreaterThan(cursor);
      ids.push(...page.changes.map(({ id }) => id));
      cursor = page.toSeq;
    }
    expect(ids).toEqual(['show-1', ...groups.map(({ id }) => id)]);
  });
});

describe('the past', () => {
  async function forgotten(): Promise<void> {
    const desk = await bed.connect();
    await desk.ask('push', pushOf(save('a', 'x'), save('b', 'x')));
    await desk.ask('push', pushOf(bed.op('post.remove', { postId: 'a' })));
    bed.clock.advance(31 * 86_400_000);
    await bed.core.housekeeping.round();
  }

  test('[SY36] tombstones of 30 days are gone, the horizon is told, and a pull from below it is too old', async () => {
    const desk = await bed.connect();
    await forgotten();
    expect(await desk.ask('hello', { streamId: 's' })).toMatchObject({
      value: { horizonSeq: 4, headSeq: 4 },
    });
    expect(desk.told('changes').at(-1)).toMatchObject({ fromSeq: 4, toSeq: 4, changes: [], horizonSeq: 4 });
    await expect(pulled(3)).rejects.toThrow('sync/too-old');
    expect(await pulled(4)).toMatchObject({ changes: [], horizonSeq: 4 });
    expect(await pulled(3, 4)).toMatchObject({ fromSeq: 3, toSeq: 4, changes: [] });
    await expect(pulled(1, 3)).rejects.toThrow('sync/too-old');
  });

  test('[SY37] a snapshot from 0 has no tombstones', async () => {
    const desk = await bed.connect();
    await desk.ask('push', pushOf(save('a', 'x'), save('b', 'x')));
    await desk.ask('push', pushOf(bed.op('post.remove', { postId: 'a' })));
    expect((await pulled(0)).changes.map(({ id }) => id)).toEqual(['show-1', 'b']);
    expect((await pulled(1)).changes.map(({ id, document }) => [id, document === null])).toEqual([
      ['b', false],
      ['a', true],
    ]);
  });

  test('[SY38] the digest is of the documents in each chunk, and of nothing when the head is another', async () => {
    const desk = await bed.connect();
    for (let n = 0; n < 6; n += 1)
      await desk.ask('push', pushOf(...Array.from({ length: 190 }, (_, at) => save(`p${n}-${at}`, 'x'))));
    await desk.ask('push', pushOf(bed.op('post.remove', { postId: 'p0-0' })));
    const { headSeq } = (await bed.welcome(desk)) ?? { headSeq: 0 };
    const answer = hubRequests.digest.answer.parse(await desk.ask('digest', { toSeq: headSeq }));
    if (!answer.ok || !answer.value) throw new Error('no digest');
    const own = new Map<number, string>();
    let cursor = 0;
    const counts = new Map<number, number>();
    while (cursor < headSeq) {
      const page = await pulled(cursor);
      for (const change of page.changes) {
        if (change.document === null) continue;
        const chunk = Math.floor((change.seq - 1) / 1000);
        own.set(chunk, `${own.get(chunk) ?? ''}${digestLine(change)}`);
        counts.set(chunk, (counts.get(chunk) ?? 0) + 1);
      }
      cursor = page.toSeq;
    }
    expect(answer.value.map(({ chunk, count }) => [chunk, count])).toEqual([...counts]);
    expect(answer.value.map(({ hash }) => hash)).toEqual([...own.values()].map(bed.sha256));
    expect(await desk.ask('digest', { toSeq: headSeq - 1 })).toEqual({ ok: true, value: null });
  });
});
