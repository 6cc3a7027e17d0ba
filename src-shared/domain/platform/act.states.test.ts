import { describe, expect, test } from 'vitest';
import { type ActMove, type ActState, actMoves, actStateSchema, isFlagged, moveAct } from './act.states.ts';

/** Written out by hand, state by state: what may happen to an act, and all else may not. */
const table: Record<ActState, Partial<Record<ActMove, ActState>>> = {
  planned: { send: 'sending', expire: 'expired', supersede: 'superseded' },
  sending: { withdraw: 'expired', accept: 'sent', fail: 'failed', lose: 'unknown' },
  sent: { show: 'shown', miss: 'not-shown', lose: 'unknown', supersede: 'superseded' },
  shown: {},
  'not-shown': { show: 'shown', supersede: 'superseded', settle: 'by-hand' },
  failed: { settle: 'by-hand' },
  unknown: {
    show: 'shown',
    find: 'sent',
    deny: 'failed',
    supersede: 'superseded',
    settle: 'by-hand',
  },
  expired: { settle: 'by-hand' },
  superseded: {},
  'by-hand': {},
};
const states = actStateSchema.options;
const moves = Object.keys(actMoves) as ActMove[];
const into = (state: ActState) =>
  states.filter((from) => moves.some((move) => moveAct(from, move) === state));

describe('the table of an act’s states', () => {
  test.each(states.flatMap((state) => moves.map((move) => ({ state, move }))))(
    '$state × $move',
    ({ state, move }) => {
      expect(moveAct(state, move)).toBe(table[state][move] ?? null);
    },
  );

  test('nothing but a planned act is sent: what is unknown is never sent again', () => {
    expect(into('sending')).toEqual(['planned']);
    expect(into('planned')).toEqual([]);
  });

  test('what is shown, superseded or done by hand stays so', () => {
    for (const state of ['shown', 'superseded', 'by-hand'] as const)
      expect(moves.filter((move) => moveAct(state, move) !== null)).toEqual([]);
  });

  test('every state can be reached from planned', () => {
    const seen = new Set<ActState>(['planned']);
    for (const state of seen)
      for (const move of moves) {
        const next = moveAct(state, move);
        if (next !== null) seen.add(next);
      }
    expect([...seen].toSorted()).toEqual([...states].toSorted());
  });

  test('whatever a person is asked to look at can be settled by hand, and nothing else can', () => {
    expect(states.filter(isFlagged)).toEqual(states.filter((state) => moveAct(state, 'settle') !== null));
  });
});
