import { describe, expect, test } from 'vitest';
import type { MutationInput, MutationName } from '#shared/domain/mutations.ts';
import { testClock } from '#shared/sync/clock.ts';
import { showWithSlots } from '#shared/sync/documents-fixture.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { createActs, MOST_ACTS } from './acts.ts';

async function bed() {
  const w = await showWithSlots(3);
  const orders: object[] = [];
  const act = async <N extends MutationName>(name: N, input: MutationInput<N>, undoing = false) =>
    acts.recorded({ name, input, undoing }, () => w.run(name, input));
  const acts = createActs({
    ...{ clock: testClock(), ids: countingIds('act'), view: w.reader, onChanged: () => undefined },
    run: async ({ name, input }) => {
      await act(name, input as never, true);
    },
    order: async (order) => void orders.push(order),
  });
  const states = () => acts.list().map(({ name, state }) => [name, state]);
  return { w, acts, act, orders, states };
}
const refusal = (code: string) => expect.objectContaining({ code });

describe('the last acts of a console', () => {
  test('are taken back once, by an act of their own that is not taken back again', async () => {
    const { acts, act, states, w } = await bed();
    await act('rundown.arm', { runId: 'run-1', slotId: 'slot-2' });
    const [armed] = acts.list();
    await acts.undo(armed?.actId ?? '');
    expect((await w.reader.get('run', 'run-1'))?.armedSlotId).toBeNull();
    expect(states()).toEqual([
      ['rundown.arm', 'undoing'],
      ['rundown.arm', 'undone'],
    ]);
    await expect(acts.undo(armed?.actId ?? '')).rejects.toEqual(refusal('undo/not-found'));
    await expect(acts.undo(acts.list()[0]?.actId ?? '')).rejects.toEqual(refusal('undo/not-true'));
  });

  test('pressed quickly one after another, each goes back to what really stood there', async () => {
    const { acts, act, w } = await bed();
    await Promise.all([
      act('rundown.arm', { runId: 'run-1', slotId: 'slot-2' }),
      act('rundown.arm', { runId: 'run-1', slotId: 'slot-3' }),
    ]);
    await acts.undo(acts.list()[0]?.actId ?? '');
    expect((await w.reader.get('run', 'run-1'))?.armedSlotId).toBe('slot-2');
  });

  test('what was changed since stays as it is; what the hub refused never was', async () => {
    const { acts, act, w } = await bed();
    const { forget } = await act('rundown.arm', { runId: 'run-1', slotId: 'slot-2' });
    await w.run('rundown.arm', { runId: 'run-1', slotId: 'slot-3' });
    await expect(acts.undo(acts.list()[0]?.actId ?? '')).rejects.toEqual(refusal('undo/changed'));
    expect((await w.reader.get('run', 'run-1'))?.armedSlotId).toBe('slot-3');
    forget();
    expect(acts.list()).toEqual([]);
  });

  test('orders: an arming is let go by its revision, a fired drop is only stopped', async () => {
    const { acts, act, orders } = await bed();
    await act('drop.plan', {
      ...{ id: 'drop-1', showId: 'show-1', runKind: 'live', kind: 'coupon', title: '满减', amountFen: 100 },
      ...{ thresholdFen: 1000, quota: 10, perBuyer: 1, openSec: 60 },
    } as never);
    await acts.ordered({ name: 'drop.arm', dropId: 'drop-1', revision: 4 });
    await acts.undo(acts.list()[0]?.actId ?? '');
    expect(orders).toEqual([{ name: 'drop.disarm', dropId: 'drop-1', revision: 5 }]);
    await acts.ordered({ name: 'drop.fire', dropId: 'drop-1', revision: 5 });
    expect(acts.list()[0]).toMatchObject({
      ...{ state: 'not-true', facts: { title: '满减' }, rest: { kind: 'drop', id: 'drop-1' } },
    });
    await acts.ordered({ name: 'drop.ask', dropId: 'drop-1' });
    // A take pushes by itself: undoing means the take.
    await acts.ordered({ name: 'act.push', actId: 'a', runId: 'run-1', slotId: 'slot-1', origin: 'take' });
    expect(acts.list()[0]?.name).toBe('drop.fire');
  });

  test('only the latest are kept, and settings are none', async () => {
    const { acts, act } = await bed();
    for (let n = 0; n < MOST_ACTS + 5; n += 1)
      await act('rundown.plan', { slotId: 'slot-1', plannedSec: 300 + n + 1 });
    expect(acts.list()).toHaveLength(MOST_ACTS);
    await act('show.edit', { showId: 'show-1', title: '新' });
    expect(acts.list()[0]?.name).toBe('rundown.plan');
  });
});
