import { describe, expect, test } from 'vitest';
import { showWithSlots } from '../../sync/documents-fixture.ts';
import { clipsOf, timecode } from './clips.ts';
import type { Mark } from './mark.schema.ts';

const refusal = (code: string) => expect.objectContaining({ code });
const START = Date.parse('2026-06-18T11:00:00.000Z');
const iso = (sec: number) => new Date(START + sec * 1000).toISOString();

describe('marks', () => {
  test('note what is on air now; a moment of before says only when', async () => {
    const w = await showWithSlots(1);
    await expect(w.run('mark.make', { id: 'm0', runId: 'run-1', source: 'key', at: null })).rejects.toEqual(
      refusal('mark/not-started'),
    );
    await w.run('rundown.take', { runId: 'run-1', from: null, to: 'slot-1' });
    await w.run('mark.make', { id: 'm1', runId: 'run-1', source: 'key', at: null });
    expect(await w.reader.get('mark', 'm1')).toMatchObject({
      ...{ at: w.nowIso(), slotId: 'slot-1', productId: 'product-1', note: '', runKind: 'live' },
    });
    await w.run('mark.make', { id: 'm2', runId: 'run-1', source: 'spike', at: iso(5), note: '爆单' });
    expect(await w.reader.get('mark', 'm2')).toMatchObject({ at: iso(5), slotId: null, note: '爆单' });
    await w.run('mark.note', { markId: 'm1', note: '笑场' });
    expect(await w.reader.get('mark', 'm1')).toMatchObject({ note: '笑场' });
    await w.run('mark.remove', { markId: 'm1' });
    for (const late of [
      w.run('mark.note', { markId: 'm1', note: '' }),
      w.run('mark.remove', { markId: 'm1' }),
    ])
      await expect(late).rejects.toEqual(refusal('mark/not-found'));
  });
});

describe('clips', () => {
  const take = (name: string, from: number, to: number | null) => ({
    ...{ runId: 'run-1', slotId: name, productId: name, name, sku: null, fromAt: iso(from) },
    ...{ toAt: to === null ? null : iso(to), sec: 0, qty: 0, grossFen: 0, refundsFen: 0 },
  });
  const mark = (changes: Partial<Record<keyof Mark, string | null>>): Mark =>
    ({
      ...{ id: 'm1', showId: 's', runKind: 'live', runId: 'run-1', at: iso(100), source: 'key', note: '' },
      ...{ slotId: null, productId: null, markedBy: 'amy', ...changes },
    }) as unknown as Mark;
  const facts = {
    ...{ startedAt: iso(0), endedAt: iso(600) },
    takes: [take('柔巾', 0, 90), take('浴巾', 90, null)],
    spikes: [{ minute: '2026-06-18T11:08Z', grossFen: 900, usualFen: 100 }],
  };

  test('lie within the show, with what was on air then', () => {
    expect(
      clipsOf(facts, [mark({}), mark({ id: 'm2', at: iso(10) }), mark({ id: 'm3', at: iso(595) })]),
    ).toMatchObject([
      { id: 'm2', fromSec: 0, toSec: 40, productName: '柔巾' },
      { id: 'm1', fromSec: 55, toSec: 130, productName: '浴巾' },
      { source: 'spike', markId: null, fromSec: 420, toSec: 540, soldFen: 900, usualFen: 100 },
      { id: 'm3', fromSec: 550, toSec: 600 },
    ]);
  });

  test('a spike that was kept stands once, with its note; without a start there are none', () => {
    const kept = mark({ source: 'spike', at: '2026-06-18T11:08:00.000Z', note: '爆单' });
    expect(clipsOf(facts, [kept])).toMatchObject([{ markId: 'm1', note: '爆单', soldFen: 900 }]);
    expect(clipsOf({ ...facts, startedAt: null }, [kept])).toEqual([]);
    expect(timecode(3725.9)).toBe('01:02:05');
  });
});
