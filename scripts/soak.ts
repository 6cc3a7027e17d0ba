/**
 * `npm run soak -- --minutes N [--seed S]`: simulated evenings and kill -9 loops in turn for so long, then a table; exit
 * status 1 if anything was lost, done twice or done late, with the command to see it again. `--sim --seed S` runs that
 * one evening.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { needNode } from './lib/need-node.ts';

needNode();
const { emptyTally } = await import('../soak/tally.ts');
const { openEvenings, replayCommand } = await import('../soak/sim/run-seeds.ts');
const { killLoop } = await import('../soak/kill/kill-loop.ts');

const EVENINGS_A_TURN = 100;
const KILLS_A_TURN = 20;
const CONSOLES = 3;
/** Twice what the plan allows: a machine that does other things too is no reason to cry. */
const STUCK_AFTER_MS = 20_000;
/** Findings of one cause are many. */
const SHOWN = 10;

const { values } = parseArgs({
  options: { minutes: { type: 'string' }, seed: { type: 'string' }, sim: { type: 'boolean' } },
});
const minutes = Number(values.minutes ?? 20);
const seed = Number(values.seed ?? Math.floor(Date.now() / 1000));
if (!(minutes > 0) || !Number.isInteger(seed)) {
  console.error('Usage: npm run soak -- --minutes N [--seed S], or --sim --seed S');
  process.exit(2);
}

const tally = emptyTally();
using evenings = await openEvenings();
if (values.sim) await evening(seed);
else {
  console.log(`soak for ${minutes} minutes from seed ${seed}`);
  const endMs = performance.now() + minutes * 60_000;
  const goOn = () => performance.now() < endMs && tally.violations.length === 0;
  for (let next = seed; goOn(); ) {
    for (let count = 0; count < EVENINGS_A_TURN && goOn(); count += 1) {
      await evening(next);
      next += 1;
    }
    if (goOn()) await kills(next, goOn);
    console.log(tally.line());
  }
}
console.log(tally.table());
for (const line of tally.violations.slice(0, SHOWN)) console.log(line);
process.exitCode = tally.violations.length === 0 ? 0 : 1;

async function evening(number: number): Promise<void> {
  tally.addEvening(await evenings.run(number), replayCommand(number));
}

async function kills(number: number, goOn: () => boolean): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'livedesk-soak-'));
  const result = await killLoop({
    ...{ seed: number, folder, consoles: CONSOLES, stuckAfterMs: STUCK_AFTER_MS },
    goOn: (done) => done < KILLS_A_TURN && goOn(),
  });
  tally.addKills(result, `kill loop of seed ${number}; its files are in ${folder}`);
  if (result.violations.length === 0) await rm(folder, { recursive: true });
}
