import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyRun } from '../show/show.mutations.ts';
import { type Run, runSchema } from '../show/show.schema.ts';
import { inOrder, keyAfter, keysAtEnd, nextSlot } from './rundown.order.ts';
import { type Slot, slotSchema } from './slot.schema.ts';

const at = '2026-06-18T11:00:00.000Z';

function slot(id: string, orderKey: string, state: Slot['state'] = 'waiting'): Slot {
  return slotSchema.parse({
    id,
    runId: 'run-1',
    productId: 'product-1',
    orderKey,
    type: '',
    plannedSec: 300,
    state,
    takenAt: null,
    airedSec: 0,
    fixedStartAt: null,
    warnSec: null,
    dangerSec: null,
    changedLiveAt: null,
    changedLiveBy: null,
    remark: '',
  });
}

function rundown(count: number): Slot[] {
  return keysAtEnd([], count).map((key, index) => slot(`slot-${index}`, key));
}

const idsOf = (slots: readonly Slot[]) => inOrder(slots).map((one) => one.id as string);

function moved(slots: readonly Slot[], id: string, afterId: string | null): Slot[] {
  const orderKey = keyAfter(slots, id, afterId);
  if (orderKey === null) throw new Error('bad order');
  return slots.map((one) => (one.id === id ? { ...one, orderKey } : one));
}

/** The same move on a plain list: what a person expects of a drag. */
function expected(ids: readonly string[], id: string, afterId: string | null): string[] {
  const others = ids.filter((one) => one !== id);
  const place = afterId === null ? 0 : others.indexOf(afterId) + 1;
  return others.toSpliced(place, 0, id);
}

describe('rundown order', () => {
  test('any sequence of moves and inserts gives the order that the same drags give on a list', () => {
    const step = fc.record({ insert: fc.boolean(), which: fc.nat(), after: fc.nat() });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(step, { maxLength: 60 }), (count, steps) => {
        let slots = rundown(count);
        let ids = idsOf(slots);
        for (const [index, { insert, which, after }] of steps.entries()) {
          if (insert) {
            const [key = ''] = keysAtEnd(slots, 1);
            slots = [...slots, slot(`new-${index}`, key)];
            ids = [...ids, `new-${index}`];
          } else {
            const id = ids[which % ids.length] ?? '';
            const others = [null, ...ids.filter((one) => one !== id)];
            const afterId = others[after % others.length] ?? null;
            slots = moved(slots, id, afterId);
            ids = expected(ids, id, afterId);
          }
          expect(idsOf(slots)).toEqual(ids);
          expect(new Set(slots.map((one) => one.orderKey)).size).toBe(slots.length);
        }
      }),
    );
  });

  test('order does not depend on how the list came: twins by key are told apart by id', () => {
    const keys = fc.array(fc.constantFrom('a0', 'a1', 'a2'), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(keys, fc.infiniteStream(fc.nat()), (orderKeys, shuffle) => {
        const slots = orderKeys.map((key, index) => slot(`slot-${index}`, key));
        const shuffled = slots
          .map((one) => ({ one, rank: shuffle.next().value }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ one }) => one);
        expect(idsOf(shuffled)).toEqual(idsOf(slots));
      }),
    );
  });

  test('with twin keys a slot lands behind the named one and its twins, and before everything greater', () => {
    const keys = fc.array(fc.constantFrom('a0', 'a1', 'a2'), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(keys, fc.nat(), fc.nat(), (orderKeys, which, after) => {
        const slots = orderKeys.map((key, index) => slot(`slot-${index}`, key));
        const id = `slot-${which % slots.length}`;
        const others = inOrder(slots).filter((one) => one.id !== id);
        const named = others[after % others.length];
        if (!named) return;
        const ids = idsOf(moved(slots, id, named.id));
        const place = ids.indexOf(id);
        const smaller = others.filter((one) => one.orderKey <= named.orderKey).map((one) => one.id as string);
        expect(ids.slice(0, place)).toEqual(smaller);
        expect(idsOf(moved(slots, id, null))[0]).toBe(id);
      }),
    );
  });

  test('a place behind a slot that is not there is no place', () => {
    expect(keyAfter(rundown(2), 'slot-0', 'gone')).toBeNull();
    expect(keyAfter(rundown(2), 'slot-0', 'slot-0')).toBeNull();
  });

  test('keys at the end rise and stand behind everything, twins too', () => {
    const slots = [slot('b', 'a5'), slot('a', 'a5'), slot('c', 'a1')];
    const keys = keysAtEnd(slots, 5);
    expect([...keys].sort()).toEqual(keys);
    expect((keys[0] ?? '') > 'a5').toBe(true);
  });
});

describe('what a plain take takes', () => {
  const run = (changes: Partial<Record<keyof Run, unknown>>): Run =>
    runSchema.parse({ ...emptyRun({ id: 'run-1', showId: 'show-1', kind: 'live' } as Run, at), ...changes });
  const [a = '', b = '', c = '', d = ''] = keysAtEnd([], 4);

  test('the armed slot comes first, wherever it stands and whatever became of it', () => {
    const slots = [slot('1', a, 'on-air'), slot('2', b), slot('3', c, 'done')];
    expect(nextSlot(run({ onAirSlotId: '1', armedSlotId: '3' }), slots)?.id).toBe('3');
  });

  test('an armed slot that is on air, or gone, does not count', () => {
    const slots = [slot('1', a, 'on-air'), slot('2', b)];
    expect(nextSlot(run({ onAirSlotId: '1', armedSlotId: '1' }), slots)?.id).toBe('2');
    expect(nextSlot(run({ onAirSlotId: '1', armedSlotId: 'gone' }), slots)?.id).toBe('2');
  });

  test('else the first waiting one behind what is on air, past done and skipped ones', () => {
    const slots = [slot('1', a), slot('2', b, 'on-air'), slot('3', c, 'skipped'), slot('4', d)];
    expect(nextSlot(run({ onAirSlotId: '2' }), slots)?.id).toBe('4');
  });

  test('else the first waiting one of all', () => {
    const slots = [slot('1', a), slot('2', b, 'on-air'), slot('3', c, 'done')];
    expect(nextSlot(run({ onAirSlotId: '2' }), slots)?.id).toBe('1');
    expect(nextSlot(run({}), slots)?.id).toBe('1');
  });

  test('nothing waiting, nothing next', () => {
    expect(nextSlot(run({ onAirSlotId: '1' }), [slot('1', a, 'on-air'), slot('2', b, 'done')])).toBeNull();
    expect(nextSlot(run({}), [])).toBeNull();
  });
});
