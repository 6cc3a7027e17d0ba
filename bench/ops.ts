/**
 * Single ops with 64 in flight, through the whole way (socket, checks, mutation, shared FULL commits, news to all desks),
 * against raw single FULL commits of the same rows.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBareOps } from './bare-ops.ts';
import { type HubDesk, openHubDesk } from './hub-desk.ts';
import { startBenchHub } from './hub-process-handle.ts';
import { contest, outcomeText, timeOf } from './rounds.ts';
import { bareOf, planOp, stageOps } from './stage.ts';

const DESKS = 16;
/** As many pushes as a desk may leave unanswered ([SY14]). */
const IN_FLIGHT_EACH = 4;
const OPS_A_ROUND = 2048;
const SLOTS = 64;
const WANTED_RATIO = 3;

export async function benchOps(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'livedesk-bench-'));
  const hub = await startBenchHub(join(folder, 'hub'));
  const bare = openBareOps(join(folder, 'bare.db'));
  const desks: HubDesk[] = [];
  try {
    for (let count = 0; count < DESKS; count += 1) desks.push(await openHubDesk(hub.ready));
    await desks[0]?.push(stageOps(SLOTS));
    let number = 0;
    const ops = () =>
      Array.from({ length: OPS_A_ROUND }, () => {
        number += 1;
        return planOp(number, SLOTS);
      });
    const outcome = await contest({
      rounds: 11,
      warmRounds: 5,
      ours() {
        const waiting = ops();
        // Each lane keeps one op in flight: 64 at any time.
        const lane = async (desk: HubDesk) => {
          for (let op = waiting.pop(); op; op = waiting.pop()) await desk.push([op]);
        };
        const lanes = desks.flatMap((desk) => Array.from({ length: IN_FLIGHT_EACH }, () => desk));
        return timeOf(() => Promise.all(lanes.map(lane)));
      },
      raw() {
        const rows = ops().map(bareOf);
        return timeOf(() => {
          for (const row of rows) bare.write([row]);
        });
      },
    });
    const name = `single ops, ${DESKS * IN_FLIGHT_EACH} in flight, against raw single commits`;
    process.stdout.write(`${outcomeText(name, outcome, OPS_A_ROUND, WANTED_RATIO)}\n`);
  } finally {
    for (const desk of desks) desk.close();
    bare.close();
    await hub.end();
    rmSync(folder, { recursive: true, force: true });
  }
}
