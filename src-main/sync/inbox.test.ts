import { describe, expect, test } from 'vitest';
import type { Changes, OpResult } from '#shared/contract/hub.ts';
import { testClock } from '#shared/sync/clock.ts';
import { testTimers } from '#shared/sync/test-timers.ts';
import { inbox } from './inbox.ts';

const told = (toSeq: number): Changes => ({ fromSeq: toSeq - 1, toSeq, changes: [] });
const answer = (opId: string): OpResult => ({ opId, outcome: 'applied', seq: 1 });

function opened() {
  const timers = testTimers(testClock());
  const state = { expecting: false, fails: null as Error | null };
  const taken: { seqs: number[]; ops: string[] }[] = [];
  const failed: unknown[] = [];
  const waits: (() => void)[] = [];
  const box = inbox({
    timers,
    expecting: () => state.expecting,
    async take(changes, results) {
      if (state.fails) throw state.fails;
      taken.push({ seqs: changes.map(({ toSeq }) => toSeq), ops: results.map(({ opId }) => opId) });
      if (waits.length > 0) await new Promise<void>((resolve) => waits.push(resolve));
    },
    onFailed: (error) => failed.push(error),
  });
  return { box, timers, state, taken, failed, waits };
}

describe('what came from the hub', () => {
  test('[SY34] an answer right behind its news is taken with it, in one piece', async () => {
    const { box, timers, state, taken } = opened();
    state.expecting = true;
    box.changes(told(1));
    const recorded = box.results([answer('a')]);
    box.changes(told(2));
    void box.results([answer('b'), answer('c')]);
    expect(taken).toEqual([]);
    await timers.advance(1);
    await recorded;
    expect(taken).toEqual([{ seqs: [1, 2], ops: ['a', 'b', 'c'] }]);
  });

  test('with no answer awaited, news is taken at once', () => {
    const { box, taken } = opened();
    box.changes(told(1));
    expect(taken).toEqual([{ seqs: [1], ops: [] }]);
  });

  test('what comes while something is being taken is taken together afterwards', async () => {
    const { box, timers, taken, waits } = opened();
    waits.push(() => undefined);
    box.changes(told(1));
    box.changes(told(2));
    box.changes(told(3));
    expect(taken).toHaveLength(1);
    waits.pop()?.();
    await timers.advance(1);
    expect(taken).toEqual([
      { seqs: [1], ops: [] },
      { seqs: [2, 3], ops: [] },
    ]);
  });

  test('what cannot be taken is said to whoever answered; news that is lost is said once', async () => {
    const { box, timers, state, failed, taken } = opened();
    state.fails = new Error('disk full');
    const recorded = expect(box.results([answer('a')])).rejects.toThrow('disk full');
    await timers.advance(1);
    await recorded;
    expect(failed).toEqual([]);
    box.changes(told(1));
    await timers.advance(1);
    expect(failed).toEqual([state.fails]);
    state.fails = null;
    box.changes(told(2));
    expect(taken).toEqual([{ seqs: [2], ops: [] }]);
  });

  test('with the connection, what came over it and is not taken yet is let go', async () => {
    const { box, timers, state, taken } = opened();
    state.expecting = true;
    box.changes(told(1));
    const recorded = box.results([answer('a')]);
    box.clear();
    await recorded;
    await timers.advance(1);
    expect(taken).toEqual([]);
  });
});
