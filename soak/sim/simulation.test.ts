import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pinnedSeeds } from './pinned-seeds.ts';
import { type Evenings, openEvenings, replayCommand } from './run-seeds.ts';
import {
  acknowledgesBeforeItCommits,
  comparesNothing,
  forgetsWhatItHasDone,
  looksAtNoClock,
  refusesAndDoes,
  type Sabotage,
} from './sabotage.ts';
import type { SimResult } from './simulate.ts';

const SEEDS = 200;
/** Seeds of a block share a test, so that a report stays readable. */
const BLOCK = 20;
/** One cause brings many findings. */
const SHOWN = 5;
const TIMEOUT_MS = 300_000;

let evenings: Evenings;
beforeAll(async () => {
  evenings = await openEvenings();
});
afterAll(() => evenings[Symbol.dispose]());

/** What went wrong, and how to see it again; empty for a good evening. */
function complaintOf({ seed, violations }: SimResult): string[] {
  return violations.length === 0 ? [] : [replayCommand(seed), ...violations.slice(0, SHOWN)];
}

describe('[SY11] [SY13] [SY19] [SY34] [SY51] a simulated evening keeps every promise', () => {
  test.each(pinnedSeeds)('seed $seed: $what', async ({ seed }) => {
    expect(complaintOf(await evenings.run(seed))).toEqual([]);
  });

  const blocks = Array.from({ length: SEEDS / BLOCK }, (_, index) => 1 + index * BLOCK);
  test.each(blocks)(
    `${BLOCK} seeds from %i`,
    async (first) => {
      for (let seed = first; seed < first + BLOCK; seed += 1)
        expect(complaintOf(await evenings.run(seed))).toEqual([]);
    },
    TIMEOUT_MS,
  );
});

describe('the simulation itself', () => {
  test('is the same evening again for the same seed, and another for another', async () => {
    const traces = new Set<string>();
    // Among them a crowded one, and one whose hub is put back to a backup.
    for (const seed of [3, 8, 50]) {
      const first = await evenings.run(seed);
      expect(await evenings.run(seed)).toEqual(first);
      traces.add(first.trace);
    }
    expect(traces.size).toBe(3);
  });

  const bad: [string, Sabotage, keyof SimResult][] = [
    ['acknowledges before it commits', acknowledgesBeforeItCommits, 'lost'],
    ['does not know an op again', forgetsWhatItHasDone, 'violations'],
    ['looks at no clock', looksAtNoClock, 'late'],
    ['refuses, and does it all the same', refusesAndDoes, 'twice'],
    ['will not compare', comparesNothing, 'violations'],
  ];
  test.each(bad)(
    'notices a hub that %s',
    async (_name, sabotage, figure) => {
      for (let seed = 1; seed <= 40; seed += 1) {
        const found = (await evenings.run(seed, sabotage))[figure];
        if (Array.isArray(found) ? found.length > 0 : Number(found) > 0) return;
      }
      expect.unreachable('forty evenings with a bad hub passed for good ones');
    },
    TIMEOUT_MS,
  );
});
