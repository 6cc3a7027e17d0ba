import { describe, expect, test } from 'vitest';
import { noChange, type PlatformAct, platformActSchema } from '#shared/domain/platform/act.schema.ts';
import { actStateSchema, isFlagged } from '#shared/domain/platform/act.states.ts';
import type { RunId, SlotId } from '#shared/sync/ids.ts';
import { latestPush, pushView, takeOf } from './push-view.ts';

const at = '2026-06-18T11:00:00.000Z';
const nowMs = Date.parse(at) + 60_000;
const run = { id: 'run-1' as RunId, onAirSlotId: 'slot-1' as SlotId, onAirSince: at };
const policy = { onTake: true, repush: null };

function act(changes: Partial<Record<keyof PlatformAct, unknown>> = {}): PlatformAct {
  return platformActSchema.parse({
    ...{ actId: 'a1', showId: 'show-1', runKind: 'live', runId: 'run-1', kind: 'push', productId: 'p1' },
    ...{ slotId: 'slot-1', change: noChange, origin: 'take', state: 'shown', revision: 3, orderedBy: 'Amy' },
    ...{ orderedAt: at, sentAt: at, movedAt: at, reason: null, detail: null },
    ...changes,
  });
}
const view = (
  acts: PlatformAct[],
  more: Partial<Parameters<typeof pushView>[0]> = {},
): ReturnType<typeof pushView> =>
  pushView({
    ...{ run, acts, nowMs, hubThere: true, settled: null, push: { policy, unsent: null } },
    ...more,
  });

describe('what the screen says of a push', () => {
  test('nothing while nothing is on air', () => {
    expect(view([act()], { run: { ...run, onAirSlotId: null } })).toBeNull();
  });

  test('every state of the newest push has its words, and what needs a person is flagged', () => {
    for (const state of actStateSchema.options) {
      if (state === 'superseded') continue;
      const seen = view([act({ state })]);
      const status = ['planned', 'sending', 'sent'].includes(state) ? 'sending' : state;
      expect(seen).toMatchObject({ status, flagged: isFlagged(state), stale: false });
    }
  });

  test('the newest push counts; pushes of another run, another slot and other acts do not', () => {
    const acts = [
      act({ state: 'failed' }),
      act({ actId: 'a2', orderedAt: '2026-06-18T11:00:01.000Z' }),
      act({ actId: 'a3', runId: 'run-2', orderedAt: '2026-06-18T11:00:02.000Z', state: 'failed' }),
      act({ actId: 'a4', kind: 'price', slotId: null, orderedAt: '2026-06-18T11:00:03.000Z' }),
    ];
    expect(latestPush(acts, 'run-1')?.actId).toBe('a2');
    expect(view(acts)).toMatchObject({ status: 'shown' });
    expect(view([act({ slotId: 'slot-9' })])).toMatchObject({ status: 'unsent', flagged: true });
  });

  test('what this console could not send is said with its reason, whatever was pushed before', () => {
    const unsent = { slotId: 'slot-1' as SlotId, code: 'hub/away' };
    expect(view([act()], { push: { policy, unsent } })).toMatchObject({
      ...{ status: 'unsent', code: 'hub/away', flagged: true },
    });
    const other = { slotId: 'slot-9' as SlotId, code: 'hub/away' };
    expect(view([act()], { push: { policy, unsent: other } })).toMatchObject({ status: 'shown' });
  });

  test('with the hub away what was known before looks so; a take without a push says why', () => {
    expect(view([act()], { hubThere: false })).toMatchObject({ status: 'shown', stale: true });
    expect(view([], { hubThere: false })).toMatchObject({ status: 'unsent', code: 'hub/away' });
  });

  test('a push comes a moment after its take: until then it is on its way, not missing', () => {
    expect(view([], { nowMs: Date.parse(at) + 500 })).toMatchObject({ status: 'sending', flagged: false });
    expect(view([], { nowMs: Date.parse(at) + 5000 })).toMatchObject({ status: 'unsent', code: null });
  });

  test('takes that are not pushed are nobody’s trouble; one done by hand is settled for that take alone', () => {
    const off = { policy: { ...policy, onTake: false }, unsent: null };
    expect(view([], { push: off })).toMatchObject({ status: 'off', flagged: false });
    expect(view([], { settled: takeOf(run) })).toMatchObject({ status: 'by-hand', flagged: false });
    expect(view([], { settled: takeOf({ ...run, onAirSince: null }) })).toMatchObject({ status: 'unsent' });
  });
});
