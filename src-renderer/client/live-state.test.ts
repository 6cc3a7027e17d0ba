import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeskLive } from '#shared/contract/live.ts';
import { aged, COMMENTS_KEPT, emptyLive, mergeLive } from './live-state.ts';

const frame = (part: Partial<DeskLive>): DeskLive => ({
  snapshot: false,
  connected: true,
  asOf: '2026-06-18T11:00:00.000Z',
  ...part,
});
const minute = (name: string, grossFen: number) => ({ minute: name, grossFen, refundsFen: 0, orders: 1 });
const comment = (commentId: string) => ({
  commentId,
  at: '2026-06-18T11:00:00Z',
  user: { id: 'u', name: 'u' },
  text: 't',
});

describe('live frames', () => {
  it('replaces listed entries and leaves the absent ones alone', () => {
    const first = mergeLive(
      emptyLive,
      frame({ snapshot: true, minutes: [minute('a', 1), minute('b', 2)] }),
      0,
    );
    const second = mergeLive(first, frame({ minutes: [minute('b', 5)] }), 0);
    expect([...second.minutes.values()].map((each) => each.grossFen)).toEqual([1, 5]);
    expect(second.products).toBe(first.products);
  });

  it('starts anew with a snapshot', () => {
    const first = mergeLive(emptyLive, frame({ snapshot: true, minutes: [minute('a', 1)] }), 0);
    const second = mergeLive(first, frame({ snapshot: true, minutes: [minute('b', 2)] }), 0);
    expect([...second.minutes.keys()]).toEqual(['b']);
  });

  it('tells "no audience known" from "unchanged"', () => {
    const sample = { sampleId: 's', at: '2026-06-18T11:00:00Z', online: 9, entered: 10 };
    const first = mergeLive(emptyLive, frame({ snapshot: true, audience: sample }), 0);
    expect(mergeLive(first, frame({}), 0).audience).toBe(sample);
    expect(mergeLive(first, frame({ audience: null }), 0).audience).toBeNull();
  });

  it('keeps each comment once and only the newest', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 })), (batches) => {
        let state = mergeLive(emptyLive, frame({ snapshot: true }), 0);
        for (const ids of batches) {
          state = mergeLive(state, frame({ comments: ids.map((id) => comment(`c${id}`)) }), 0);
        }
        const seen = state.comments.map((each) => each.commentId);
        expect(new Set(seen).size).toBe(seen.length);
      }),
      { numRuns: 50 },
    );
    const many = Array.from({ length: COMMENTS_KEPT + 5 }, (_, at) => comment(`m${at}`));
    const full = mergeLive(emptyLive, frame({ snapshot: true, comments: many }), 0);
    expect(full.comments).toHaveLength(COMMENTS_KEPT);
    expect(full.comments.at(-1)?.commentId).toBe(`m${COMMENTS_KEPT + 4}`);
  });

  it('adds up dropped comments and notes when a drop status came in', () => {
    const status = {
      dropId: 'd',
      showId: 's',
      state: 'open' as const,
      revision: 3,
      openedAt: null,
      closesAt: null,
      closedAt: null,
      leftMs: 5000,
      granted: 1,
      refused: 0,
      reason: null,
      ...{ opensAt: null, opensInMs: null, grantedFen: 0, entered: 0, seedHash: null, priceBack: null },
      ...{ used: 0, usedGrossFen: 0, usedRefundsFen: 0 },
    };
    const first = mergeLive(emptyLive, frame({ snapshot: true, commentsDropped: 2, drops: [status] }), 700);
    expect(mergeLive(first, frame({ commentsDropped: 3 }), 0).commentsDropped).toBe(5);
    expect(first.drops.get('d')?.receivedMs).toBe(700);
  });
});

describe('the age of what stands on the screen', () => {
  const asOf = '2026-06-18T11:00:00.000Z';
  const at = (afterMs: number) => Date.parse(asOf) + afterMs;
  const known = mergeLive(emptyLive, frame({ snapshot: true, asOf }), 0);

  it('is fresh while the desk says so, and old as soon as the hub is gone', () => {
    expect(aged(known, at(1000)).stale).toBe(false);
    const away = mergeLive(known, frame({ connected: false, asOf }), 0);
    expect(aged(away, at(1000)).stale).toBe(true);
  });
  it('is old when nobody has said for some seconds that it is not, whoever has fallen silent', () => {
    expect(aged(known, at(5000)).stale).toBe(false);
    const old = aged(known, at(7000));
    expect(old.stale).toBe(true);
    expect(aged(old, at(8000))).toBe(old);
    expect(aged(mergeLive(old, frame({ asOf: '2026-06-18T11:00:08.000Z' }), 0), at(8000)).stale).toBe(false);
  });
  it('is nothing before the first figures', () => {
    expect(aged(emptyLive, at(9000)).stale).toBe(false);
    expect(aged(mergeLive(emptyLive, frame({ snapshot: true, asOf: null }), 0), at(0)).stale).toBe(true);
  });
});
