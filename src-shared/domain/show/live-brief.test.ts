import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { showWithSlots } from '../../sync/documents-fixture.ts';
import { type BriefFigures, leftSec, liveBrief } from './live-brief.ts';

const nothingSold: BriefFigures = { netFen: 0, stale: false, soldQty: () => 0, unknownDrops: 0 };

async function parts() {
  const w = await showWithSlots(3);
  await w.run('rundown.take', { runId: 'run-1', from: null, to: 'slot-2' });
  const [show, run] = [await w.reader.get('show', 'show-1'), await w.reader.get('run', 'run-1')];
  if (!show || !run) throw new Error('no show');
  return {
    w,
    of: (figures: Partial<BriefFigures> = {}, laterMs = 0) => ({
      ...{ show, run, nowMs: w.clock.nowMs() + laterMs },
      figures: { ...nothingSold, ...figures },
    }),
    slots: await w.reader.list('slot', 'run-1'),
    products: await w.reader.list('product', 'show-1'),
  };
}

describe('a show that is on, in a line', () => {
  test('says what is on air by its number and name, and for how long', async () => {
    const { of, slots, products } = await parts();
    const brief = liveBrief({ ...of({ netFen: 123 }), slots, products });
    expect(brief).toMatchObject({
      ...{ title: '618', runKind: 'live', netFen: 123, alarms: [] },
      onAir: { number: '02', name: '柔巾 product-2', plannedSec: 300 },
    });
    if (!brief.onAir) throw new Error('nothing on air');
    expect(leftSec(brief.onAir, of({}, 60_000).nowMs)).toBe(240);
  });

  test('alarms: over its time, low, sold out, a drop whose outcome is unknown; none where nothing is known', async () => {
    const { of, slots, products } = await parts();
    const alarms = (figures: Partial<BriefFigures>, laterMs = 0) =>
      liveBrief({ ...of(figures, laterMs), slots, products }).alarms;
    expect(alarms({}, 301_000)).toEqual(['over-time']);
    expect(alarms({ soldQty: () => 90 })).toEqual(['low-stock']);
    expect(alarms({ soldQty: () => 100, unknownDrops: 1 })).toEqual(['sold-out', 'drop-unknown']);
    expect(alarms({ soldQty: () => null })).toEqual([]);
    expect(liveBrief({ ...of(), slots: [], products: [] }).onAir).toBeNull();
  });

  test('stock is sold out, low or neither, never two of them, and never better for more sold', async () => {
    const { of, slots, products } = await parts();
    const rank = (sold: number) => {
      const { alarms } = liveBrief({ ...of({ soldQty: () => sold }), slots, products });
      expect(alarms.length).toBeLessThanOrEqual(1);
      return alarms[0] === 'sold-out' ? 2 : alarms[0] === 'low-stock' ? 1 : 0;
    };
    fc.assert(
      fc.property(fc.nat(200), fc.nat(50), (sold, more) => {
        expect(rank(sold + more)).toBeGreaterThanOrEqual(rank(sold));
      }),
    );
  });
});
