import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { killLoop } from './kill-loop.ts';

const KILLS = 20;
const SEED = 4;

test('[SY11] [SY15] [SY19] 20 × kill -9 on hub and consoles, acks lost: nothing lost, twice or late', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'livedesk-kill-'));
  const result = await killLoop({
    ...{ seed: SEED, folder, consoles: 2, stuckAfterMs: 60_000 },
    goOn: (kills) => kills < KILLS,
  });
  expect(result).toMatchObject({ violations: [], lost: 0, twice: 0, late: 0 });
  expect(result.kills).toBeGreaterThanOrEqual(KILLS);
  // A loop in which nobody worked or nothing was lost would prove nothing.
  expect(result.keptOps).toBeGreaterThan(KILLS);
  expect(result.facts).toBeGreaterThan(KILLS);
  expect(result.lostAcks).toBeGreaterThan(0);
  rmSync(folder, { recursive: true });
}, 300_000);
