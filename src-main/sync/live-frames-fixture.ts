/** Test fixture: arbitrary live frames of a hub, numbered one after another behind their snapshot. */
import fc from 'fast-check';
import type { LiveFrame } from '#shared/contract/live.ts';

export const at = '2026-06-18T11:00:00.000Z';
export const head = { showId: 'show-1', runKind: 'live' as const, at };
const amount = fc.nat({ max: 1000 });
const sums = { grossFen: amount, refundsFen: amount, orders: amount };
const rows = <T>(row: fc.Arbitrary<T>) =>
  fc.option(fc.array(row, { minLength: 1, maxLength: 3 }), { nil: undefined });

const body = fc.record({
  totals: fc.option(fc.record({ ...sums, netFen: amount, refundsCount: amount, buyers: amount }), {
    nil: undefined,
  }),
  byProduct: rows(
    fc.record({ sku: fc.constantFrom('', 'A', 'B', 'C'), title: fc.constant('t'), qty: amount, ...sums }),
  ),
  byMinute: rows(fc.record({ minute: fc.constantFrom('m1', 'm2'), ...sums })),
  byChannel: rows(fc.record({ channel: fc.constantFrom('c1', 'c2'), ...sums })),
  byShop: rows(fc.record({ shopId: fc.constantFrom('s1', 's2'), ...sums })),
  slots: rows(
    fc.record({ slotId: fc.constantFrom('1', '2'), qty: amount, grossFen: amount, refundsFen: amount }),
  ),
  audience: fc.option(
    fc.record({ sampleId: fc.constant('a'), at: fc.constant(at), online: amount, entered: amount }),
    {
      nil: undefined,
    },
  ),
  commentCount: fc.nat({ max: 3 }),
});

/** A stream as a desk sees it: it begins with a snapshot; others may follow anywhere. */
export const anyFrames: fc.Arbitrary<LiveFrame[]> = fc
  .array(fc.record({ body, snapshot: fc.boolean() }), { minLength: 1, maxLength: 15 })
  .map((list) => {
    let comments = 0;
    return list.map(({ body: { commentCount, ...rest }, snapshot }, number) => {
      const present = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      const told = Array.from({ length: commentCount }, () => {
        comments += 1;
        return { commentId: `c${comments}`, at, user: { id: 'u', name: 'n' }, text: 'hi' };
      });
      return {
        ...head,
        ...present,
        ...(told.length > 0 ? { comments: told } : {}),
        snapshot: number === 0 || (snapshot && number % 4 === 0),
        number,
      };
    });
  });

export function productFrame(number: number, grossFen: number, sku = 'A'): LiveFrame {
  const row = { sku, title: 't', qty: 1, grossFen, refundsFen: 0, orders: 1 };
  return { ...head, snapshot: false, number, byProduct: [row] };
}

export function snapshotFrame(number = 0, changes: Partial<LiveFrame> = {}): LiveFrame {
  const totals = { grossFen: 0, refundsFen: 0, netFen: 0, orders: 0, refundsCount: 0, buyers: 0 };
  return { ...head, snapshot: true, number, totals, byProduct: [], comments: [], audience: null, ...changes };
}
