import { expect, test } from 'vitest';
import type { PlatformAct } from '#shared/domain/platform/act.schema.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import { testClock } from '#shared/sync/clock.ts';
import { testTimers } from '#shared/sync/test-timers.ts';
import { sandboxPlatform } from '../connectors/sandbox/platform.ts';
import { createHubLog } from '../hub-log.ts';
import { askAct, askHealth, doing, readBack } from './act-platform.ts';

const log = createHubLog();
log.level = 'silent';
const ports = { timers: testTimers(testClock()), log };
const act = { actId: 'a1', showId: 'show-1', kind: 'push', slotId: 's1' } as PlatformAct;
const product = { id: 'p1' } as Product;

const broken = (): never => {
  throw new TypeError('a connector with a mistake in it');
};

test('a platform whose connector throws before it has promised anything is one that cannot tell', async () => {
  const platform = {
    ...sandboxPlatform(),
    ...{ pushProduct: broken, onAir: broken, askAct: broken, health: broken },
  };
  expect(await askAct(ports, platform, act)).toBe('cannot-tell');
  expect(await readBack(ports, platform, act, product)).toBe('cannot-tell');
  expect(await askHealth(ports, platform, 'show-1')).toEqual({ state: 'bad', reason: 'platform/away' });
  expect(await doing(ports, platform, act, product, () => undefined)).toBe('nobody-knows');
});
