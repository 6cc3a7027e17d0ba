import { describe, expect, test } from 'vitest';
import { emptyCommentDesk } from '#shared/domain/comment/comment.schema.ts';
import type { MutationInput, MutationName } from '#shared/domain/mutations.ts';
import { testClock } from '#shared/sync/clock.ts';
import { showWithSlots } from '#shared/sync/documents-fixture.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { createActs, MOST_ACTS } from './acts.ts';

async function bed() {
  const w = await showWithSlots(3);
  const orders: object[] = [];
  const room = { comments: structuredClone(emptyCommentDesk) };
  const act = async <N extends MutationName>(name: N, input: MutationInput<N>, undoing = false) =>
    acts.recorded({ name, input, undoing }, () => w.run(name, input));
  const acts = createActs({
    ...{ clock: testClock(), ids: countingIds('act'), view: w.reader, onChanged: () => undefined },
    run: async ({ name, input }) => {
      await act(name, input as never, true);
    },
    order: async (order) => void orders.push(order),
    comments: () => room.comments,
  });
  const given = (order: Parameters<typeof acts.ordered>[0]) => acts.ordered(order, async () => undefined);
  const states = () => acts.list().map(({ name, state }) => [name, state]);
  return { w, acts, act, orders, states, given, room };
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
    const { acts, act, orders, given } = await bed();
    await act('drop.plan', {
      ...{ id: 'drop-1', showId: 'show-1', runKind: 'live', kind: 'coupon', title: '满减', amountFen: 100 },
      ...{ thresholdFen: 1000, quota: 10, perBuyer: 1, openSec: 60 },
    } as never);
    await given({ name: 'drop.arm', dropId: 'drop-1', revision: 4 });
    await acts.undo(acts.list()[0]?.actId ?? '');
    expect(orders).toEqual([{ name: 'drop.disarm', dropId: 'drop-1', revision: 5 }]);
    await given({ name: 'drop.fire', dropId: 'drop-1', revision: 5 });
    expect(acts.list()[0]).toMatchObject({
      ...{ state: 'not-true', facts: { title: '满减' }, rest: { kind: 'drop', id: 'drop-1' } },
    });
    await given({ name: 'drop.ask', dropId: 'drop-1' });
    // A take pushes by itself: undoing means the take.
    await given({ name: 'act.push', actId: 'a', runId: 'run-1', slotId: 'slot-1', origin: 'take' });
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

  test('[SY91] a hidden comment is shown again by the opposite order; what was said in the room is not taken back', async () => {
    const { acts, orders, given, room, states } = await bed();
    const target = { showId: 'show-1', runKind: 'live', commentId: 'c1' } as const;
    const about = { name: 'comment.act', ...target, userId: 'amy' } as const;
    await given({ ...about, act: 'hide' });
    room.comments.hidden.push('c1');
    await given({ ...about, act: 'pin' });
    room.comments.pinned = { commentId: 'c1', name: '', text: '' };
    // Hidden already: nothing was done by it.
    await given({ ...about, act: 'hide' });
    expect(acts.list().map(({ facts }) => facts['act'])).toEqual(['pin', 'hide']);
    const [pin, hide] = acts.list().map(({ actId }) => actId);
    await Promise.all([
      acts.undo(pin ?? ''),
      expect(acts.undo(pin ?? '')).rejects.toEqual(refusal('undo/not-found')),
    ]);
    room.comments.pinned = null;
    await acts.undo(hide ?? '');
    expect(orders).toEqual([
      { ...about, act: 'unpin' },
      { ...about, act: 'unhide' },
    ]);
    await given({ name: 'comment.reply', ...target, topic: null, text: '好的' });
    expect(states()[0]).toEqual(['comment.reply', 'not-true']);
    await expect(acts.undo(acts.list()[0]?.actId ?? '')).rejects.toEqual(refusal('undo/not-true'));
  });

  test('a comment that another has shown again stays; one shown again on its row is no act left to undo', async () => {
    const { acts, orders, given, room, states } = await bed();
    const about = { name: 'comment.act', showId: 'show-1', runKind: 'live', userId: 'amy' } as const;
    await given({ ...about, commentId: 'c1', act: 'hide' });
    await expect(acts.undo(acts.list()[0]?.actId ?? '')).rejects.toEqual(refusal('undo/changed'));
    room.comments.hidden.push('c1');
    await given({ ...about, commentId: 'c1', act: 'unhide' });
    expect(states().map(([, state]) => state)).toEqual(['undoing', 'undone']);
    expect(orders).toEqual([]);
  });
});
