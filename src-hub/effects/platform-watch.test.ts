import { afterEach, beforeEach, expect, test } from 'vitest';
import { testClock } from '#shared/sync/clock.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import { type TestTimers, testTimers } from '#shared/sync/test-timers.ts';
import { sandboxPlatform } from '../connectors/sandbox/platform.ts';
import { createHubLog } from '../hub-log.ts';
import { LOOK_GAP_MS, type PlatformWatch, platformWatch } from './platform-watch.ts';

const target = { showId: 'show-1', runKind: 'rehearsal' } as const;
let timers: TestTimers;
let platform: ReturnType<typeof sandboxPlatform>;
let watch: PlatformWatch;
let targets: FactTarget[];
let told: string[];

beforeEach(() => {
  const clock = testClock();
  timers = testTimers(clock);
  platform = sandboxPlatform();
  targets = [target];
  told = [];
  const log = createHubLog();
  log.level = 'silent';
  watch = platformWatch({
    ...{ clock, timers, log, platformFor: async () => platform, targets: () => targets, repushes: () => [] },
    changed: (changed) => told.push(`${changed.showId} ${watch.status(changed).health}`),
  });
});
afterEach(() => watch.stop());

test('a watched platform is asked at once and every few seconds; only a change is told', async () => {
  expect(watch.status(target)).toMatchObject({ health: 'unknown', since: null });
  watch.look(target);
  await timers.advance(3 * LOOK_GAP_MS);
  expect(told).toEqual(['show-1 good']);
  expect(watch.status(target)).toMatchObject({ name: 'sandbox', health: 'good', reason: null });
  platform.setFault('show-1', 'outage');
  await timers.advance(LOOK_GAP_MS);
  expect(watch.status(target)).toMatchObject({ health: 'bad', reason: 'platform/away' });
  platform.setFault('show-1', 'none');
  await timers.advance(LOOK_GAP_MS);
  expect(told).toEqual(['show-1 good', 'show-1 bad', 'show-1 good']);
});

test('one that does not answer is in trouble; nobody asks where nobody watches', async () => {
  let asked = 0;
  platform.health = () => {
    asked += 1;
    return new Promise(() => undefined);
  };
  watch.look(target);
  watch.look(target);
  await timers.advance(1500);
  expect(asked).toBe(1);
  expect(watch.status(target)).toMatchObject({ health: 'bad' });
  targets = [];
  await timers.advance(10 * LOOK_GAP_MS);
  expect(asked).toBe(1);
  expect(watch.status(target).health).toBe('unknown');
});
