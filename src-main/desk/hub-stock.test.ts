import { expect, test } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import { testClock } from '#shared/sync/clock.ts';
import { hubStock } from './hub-stock.ts';

function bed() {
  const clock = testClock();
  const bed = { hub: 'online', asked: 0, fails: false };
  const session = {
    state: () => ({ hub: bed.hub }),
    request: async () => {
      bed.asked += 1;
      if (bed.fails) throw new AppError('hub/away');
      return [{ productId: 'p', free: 10 - bed.asked }];
    },
  };
  const stock = hubStock({ session: session as never, clock });
  const free = async (showId = 's') => (await stock.free(showId, 'live')).get('p') ?? null;
  return Object.assign(bed, { stock, free, clock });
}

test('one answer serves all who ask in a moment, and is asked for anew after it', async () => {
  const b = bed();
  expect(await Promise.all([b.free(), b.free()])).toEqual([9, 9]);
  b.clock.advance(1999);
  expect(await b.free()).toBe(9);
  b.clock.advance(1);
  expect(await b.free()).toBe(8);
  expect(await b.free('other')).toBe(7);
  expect(b.asked).toBe(3);
});

test('what this till has changed itself is asked for at once', async () => {
  const b = bed();
  expect(await b.free()).toBe(9);
  b.stock.forget();
  expect(await b.free()).toBe(8);
});

test('nothing is known while the hub is away, and nothing of before is shown for now', async () => {
  const b = bed();
  expect(await b.free()).toBe(9);
  b.hub = 'offline';
  expect(await b.free()).toBeNull();
  b.hub = 'online';
  b.fails = true;
  expect(await b.free()).toBeNull();
  b.fails = false;
  expect(await b.free()).toBe(7);
});
