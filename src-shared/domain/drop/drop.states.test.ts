import { describe, expect, test } from 'vitest';
import { type DropMove, type DropState, dropMoves, dropStateSchema, moveDrop } from './drop.states.ts';

/** Written out by hand, state by state: what may happen to a drop, and all else may not. */
const table: Record<DropState, Partial<Record<DropMove, DropState>>> = {
  planned: { arm: 'armed' },
  armed: { disarm: 'planned', count: 'countdown', fire: 'sending', expire: 'expired' },
  countdown: { callOff: 'planned', zero: 'sending', expire: 'expired' },
  sending: { opened: 'open', fail: 'failed', lose: 'unknown', withdraw: 'expired' },
  open: { close: 'closed' },
  closed: {},
  failed: { arm: 'armed' },
  unknown: { settleOpen: 'open', settleFailed: 'failed' },
  expired: { arm: 'armed' },
};
const states = dropStateSchema.options;
const moves = Object.keys(dropMoves) as DropMove[];

function reachable(from: DropState): Set<DropState> {
  const seen = new Set<DropState>();
  const walk = (state: DropState) => {
    for (const move of moves) {
      const next = moveDrop(state, move);
      if (next === null || seen.has(next)) continue;
      seen.add(next);
      walk(next);
    }
  };
  walk(from);
  return seen;
}

describe('the table of a drop’s states', () => {
  test.each(states.flatMap((state) => moves.map((move) => ({ state, move }))))(
    '$state × $move',
    ({ state, move }) => {
      expect(moveDrop(state, move)).toBe(table[state][move] ?? null);
    },
  );

  test('there is no way out of closed', () => {
    expect([...reachable('closed')]).toEqual([]);
  });

  test('nothing but firing a drop that is armed or counts down sends: unknown never goes straight to sending or armed', () => {
    const into = (state: DropState) =>
      states.filter((from) => moves.some((move) => moveDrop(from, move) === state));
    expect(into('sending')).toEqual(['armed', 'countdown']);
    expect(into('countdown')).toEqual(['armed']);
    expect(into('armed')).not.toContain('unknown');
  });

  test('only the platform’s or a person’s word leads out of unknown', () => {
    expect(moves.filter((move) => moveDrop('unknown', move) !== null)).toEqual([
      'settleOpen',
      'settleFailed',
    ]);
  });

  test('every state can be reached from planned', () => {
    expect([...reachable('planned'), 'planned'].toSorted()).toEqual(
      expect.arrayContaining([...states].toSorted()),
    );
  });
});
