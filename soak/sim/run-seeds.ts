/** Runs seeds one after another, each in a folder of its own that is gone afterwards. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sabotage } from './sabotage.ts';
import { stageHub } from './sim-hub.ts';
import { deviceOf, MOST_DESKS, type SimResult, simulate } from './simulate.ts';

/** What power loss would do is not asked here: a disk in memory serves, and is many times as quick. */
const MEMORY_DISK = '/dev/shm';

export interface Evenings {
  run(seed: number, sabotage?: Sabotage): Promise<SimResult>;
  [Symbol.dispose](): void;
}

export async function openEvenings(): Promise<Evenings> {
  const folder = mkdtempSync(join(existsSync(MEMORY_DISK) ? MEMORY_DISK : tmpdir(), 'livedesk-sim-'));
  const stages = { plain: join(folder, 'plain.db'), crowded: join(folder, 'crowded.db') };
  const devices = Array.from({ length: MOST_DESKS }, (_, index) => deviceOf(index));
  await stageHub(stages.plain, devices);
  await stageHub(stages.crowded, devices, true);
  let runs = 0;
  return {
    async run(seed, sabotage) {
      runs += 1;
      const own = join(folder, String(runs));
      try {
        return await simulate({ seed, folder: own, stages, ...(sabotage && { sabotage }) });
      } finally {
        rmSync(own, { recursive: true, force: true });
      }
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** How anybody can see the same evening again. */
export const replayCommand = (seed: number): string => `npm run soak -- --sim --seed ${seed}`;
