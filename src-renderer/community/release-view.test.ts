import { describe, expect, test } from 'vitest';
import type { ReleaseEntry } from '#shared/contract/batch.ts';
import { type Batch, batchSchema, emptyCounts } from '#shared/domain/batch/batch.schema.ts';
import { batchStateSchema } from '#shared/domain/batch/batch.states.ts';
import { releaseSchema } from '#shared/domain/post/release.schema.ts';
import { nextMoment, releaseLines, releaseState } from './release-view.ts';

const UNTIL = Date.parse('2026-06-18T14:00:00.000Z');
function release(changes: Partial<ReleaseEntry> = {}): ReleaseEntry {
  const plain = releaseSchema.parse({
    ...{
      id: 'release-1',
      showId: 'show-1',
      postId: 'post-1',
      runKind: 'live',
      title: '',
      batchId: 'batch-1',
    },
    ...{ planHash: 'hash', robots: 1, hands: 2, until: new Date(UNTIL).toISOString(), consoleId: 'desk-1' },
    releasedAt: '2026-06-18T12:00:00.000Z',
  });
  return { ...plain, pending: false, own: true, handed: false, ...changes };
}
function batch(state: Batch['state'], createdAt = '2026-06-18T13:00:00.000Z'): Batch {
  return batchSchema.parse({
    ...{ batchId: 'batch-1', showId: 'show-1', postId: 'post-1', runKind: 'live', title: '', state },
    ...{ beginsAt: null, refusal: null, pausedByHub: false, revision: 1, counts: emptyCounts },
    ...{ createdAt, createdBy: 'amy' },
  });
}
const before = { batches: [], nowMs: UNTIL };
const after = { batches: [], nowMs: UNTIL + 1 };

describe('[SY56] what is said of a release', () => {
  test('not at the hub it is surely not sent, before its time and after it', () => {
    expect(releaseState(release({ pending: true }), before)).toBe('waiting');
    expect(releaseState(release({ pending: true }), { ...after, batches: null })).toBe('overdue');
  });

  test('at a hub that is away, nobody here knows', () => {
    expect(releaseState(release(), { ...before, batches: null })).toBe('unsure');
    expect(releaseState(release(), { ...after, batches: null })).toBe('unsure');
  });

  test('at the hub without a batch it is about to be handed over, waits for another console, or is over', () => {
    expect(releaseState(release(), before)).toBe('handing');
    expect(releaseState(release({ own: false }), before)).toBe('elsewhere');
    expect(releaseState(release({ own: false }), after)).toBe('expired');
  });

  test('[SY42] that the hub had and has not any more is not taken for unsent', () => {
    expect(releaseState(release({ handed: true }), before)).toBe('forgotten');
    expect(releaseState(release({ handed: true }), after)).toBe('forgotten');
    expect(releaseState(release({ handed: true }), { ...before, batches: [batch('done')] })).toBe('sent');
  });

  test('with a batch, the batch says it', () => {
    const said = batchStateSchema.options.map((state) =>
      releaseState(release(), { ...before, batches: [batch(state)] }),
    );
    expect(Object.fromEntries(batchStateSchema.options.map((state, at) => [state, said[at]]))).toEqual({
      ...{ waiting: 'sent', running: 'sent', paused: 'sent', stopped: 'sent', done: 'sent' },
      ...{ cancelled: 'sent', expired: 'expired', refused: 'refused' },
    });
  });

  test('what was sent is told for half an hour, what was not until it is read', () => {
    const lines = (state: Batch['state'], nowMs: number) =>
      releaseLines([release()], { batches: [batch(state)], nowMs }).map((line) => line.state);
    const sentAt = Date.parse('2026-06-18T13:00:00.000Z');
    expect(lines('done', sentAt + 29 * 60_000)).toEqual(['sent']);
    expect(lines('done', sentAt + 31 * 60_000)).toEqual([]);
    expect(lines('refused', sentAt + 24 * 3_600_000)).toEqual(['refused']);
  });
});

describe('a time of day', () => {
  test('is today’s while that is to come, tomorrow’s afterwards, and nothing else', () => {
    const noon = new Date(2026, 5, 18, 12, 0).getTime();
    expect(nextMoment('12:01', noon)).toBe(noon + 60_000);
    expect(nextMoment('12:00', noon)).toBe(noon + 24 * 3_600_000);
    expect(nextMoment('23:59', noon)).toBe(new Date(2026, 5, 18, 23, 59).getTime());
    for (const bad of ['', '24:00', '9:00', 'soon']) expect(nextMoment(bad, noon)).toBeNull();
  });
});
