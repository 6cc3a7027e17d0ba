import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ordered } from './ordered.ts';

test('it is a sorted list, whatever is added, removed and taken', () => {
  const step = fc.record({
    what: fc.constantFrom('add', 'add', 'add', 'push', 'push', 'remove', 'first', 'drain'),
    cseq: fc.integer({ min: 1, max: 30 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const ordered = new Ordered<{ cseq: number }>();
      let plain: { cseq: number }[] = [];
      let high = 30;
      for (const { what, cseq } of steps) {
        if (what === 'add' || what === 'push') {
          high += what === 'push' ? 1 : 0;
          const entry = { cseq: what === 'push' ? high : cseq };
          ordered.add(entry);
          plain = [...plain, entry].sort((a, b) => a.cseq - b.cseq);
        }
        if (what === 'remove') {
          ordered.remove(cseq);
          const at = plain.findLastIndex((entry) => entry.cseq === cseq);
          plain = plain.filter((_, index) => index !== at);
        }
        for (let times = what === 'first' ? 1 : what === 'drain' ? 5 : 0; times > 0; times -= 1) {
          const lowest = plain[0]?.cseq;
          expect(ordered.takeFirst()).toEqual(plain.filter((entry) => entry.cseq === lowest));
          plain = plain.filter((entry) => entry.cseq !== lowest);
        }
        expect(ordered.size).toBe(plain.length);
        expect(ordered.last()).toEqual(plain.at(-1) ?? null);
        expect(ordered.before(cseq)).toEqual(plain.findLast((entry) => entry.cseq < cseq) ?? null);
        expect(ordered.after(cseq)).toEqual(plain.find((entry) => entry.cseq > cseq) ?? null);
      }
    }),
  );
});

test('it lets go of what was taken from its front', () => {
  const ordered = new Ordered<{ cseq: number }>();
  for (let cseq = 1; cseq <= 5000; cseq += 1) ordered.add({ cseq });
  for (let cseq = 1; cseq <= 4990; cseq += 1) ordered.remove(cseq);
  expect([ordered.size, ordered.after(0)?.cseq, ordered.before(4991)]).toEqual([10, 4991, null]);
});
