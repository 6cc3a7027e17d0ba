import { expect, test } from 'vitest';
import { testClock } from '#shared/sync/clock.ts';
import { type Away, away, type OutboxRange } from './away.ts';

const START = '2026-06-18T11:00:00.000Z';

/** An outbox of numbered ops, each waiting, taken or refused. */
function absence(lastSyncAt: string | null = null) {
  const clock = testClock(START);
  const dismissed: string[] = [];
  const ops: ('pending' | 'taken' | 'refused')[] = [];
  const watch: Away = away({
    clock,
    lastSyncAt,
    onDismiss: () => void dismissed.push('dismissed'),
    unanswered: () => {
      const waiting = ops.flatMap((state, at) => (state === 'pending' ? [at + 1] : []));
      const [first] = waiting;
      return first === undefined ? null : { first, last: waiting.at(-1) ?? first, count: waiting.length };
    },
    answered: ({ first, last }: OutboxRange) => !ops.slice(first - 1, last).includes('pending'),
    outcome: ({ first, last }: OutboxRange) => {
      const range = ops.slice(first - 1, last);
      return {
        pending: range.filter((state) => state === 'pending').length,
        refused: range.filter((state) => state === 'refused').length,
      };
    },
  });
  return { clock, ops, watch, dismissed };
}

test('a console that starts with nothing waiting has nothing to tell', () => {
  const { watch } = absence();
  expect(watch.since()).toBeNull();
  watch.observe('online');
  expect(watch.since()).toBeNull();
  expect(watch.returned()).toBeNull();
});

test('the first meeting of a console with its hub is no return, whatever it had made before', () => {
  const { ops, watch } = absence();
  ops.push('pending');
  watch.observe('online');
  ops[0] = 'taken';
  watch.observe('online');
  expect(watch.returned()).toBeNull();
});

test('what waited is summed up once the hub has judged all of it, and stands until it is dismissed', () => {
  const { clock, ops, watch, dismissed } = absence();
  watch.observe('online');
  watch.observe('offline');
  const since = watch.since();
  expect(since).toBe(START);
  clock.advance(60_000);
  ops.push('pending', 'pending', 'pending');
  watch.observe('connecting');
  expect(watch.since()).toBe(since);
  watch.observe('online');
  expect(watch.since()).toBeNull();
  expect(watch.returned()).toBeNull();
  ops[0] = 'taken';
  ops[1] = 'refused';
  watch.observe('online');
  expect(watch.returned()).toBeNull();
  ops[2] = 'taken';
  watch.observe('online');
  const at = '2026-06-18T11:01:00.000Z';
  expect(watch.returned()).toEqual({ at, awaySince: since, sent: 2, refused: 1, expired: 0, unanswered: 0 });
  watch.dismiss('another');
  expect(watch.returned()).not.toBeNull();
  expect(dismissed).toEqual([]);
  watch.dismiss(at);
  expect(watch.returned()).toBeNull();
  expect(dismissed).toHaveLength(1);
});

test('what is done after the return is no part of it', () => {
  const { ops, watch } = absence();
  watch.observe('online');
  watch.observe('offline');
  ops.push('pending');
  watch.observe('online');
  ops[0] = 'taken';
  ops.push('pending');
  watch.observe('online');
  expect(watch.returned()).toMatchObject({ sent: 1, refused: 0 });
});

test('an absence that ends twice is told once, with all of it', () => {
  const { clock, ops, watch } = absence();
  watch.observe('online');
  watch.observe('offline');
  ops.push('pending', 'pending', 'pending');
  clock.advance(5000);
  watch.observe('online');
  ops[0] = 'refused';
  ops[1] = 'taken';
  clock.advance(1000);
  watch.observe('offline');
  expect(watch.since()).toBe(START);
  watch.observe('online');
  ops[2] = 'taken';
  watch.observe('online');
  expect(watch.returned()).toMatchObject({ awaySince: START, sent: 2, refused: 1 });
});

test('orders that got lost around it are in it, those of long before are not', () => {
  const { clock, watch } = absence();
  watch.observe('online');
  watch.orderLost('expired');
  clock.advance(61_000);
  watch.orderLost('unanswered');
  clock.advance(20_000);
  watch.observe('offline');
  watch.orderLost('expired');
  watch.observe('online');
  expect(watch.returned()).toMatchObject({ sent: 0, expired: 1, unanswered: 1 });
});

test('after a restart it is away since the two last agreed, and what was left waiting is told', () => {
  const { ops, watch } = absence('2026-06-17T20:00:00.000Z');
  ops.push('pending');
  expect(watch.since()).toBe('2026-06-17T20:00:00.000Z');
  watch.observe('connecting');
  watch.observe('online');
  ops[0] = 'taken';
  watch.observe('online');
  expect(watch.returned()).toMatchObject({ awaySince: '2026-06-17T20:00:00.000Z', sent: 1 });
});
