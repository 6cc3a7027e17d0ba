/**
 * What fifty consoles cost: from a push until the last of the others has been told, on a hub with fifty and on one with
 * two, press by press in turn. The consoles are sockets without caches, since fifty caches on one machine would measure
 * that machine's disk.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Changes } from '#shared/contract/hub.ts';
import { percentileOf, spreadOf, spreadText } from './figures.ts';
import { type HubDesk, openHubDesk } from './hub-desk.ts';
import { type BenchHub, startBenchHub } from './hub-process-handle.ts';
import { ceilingText } from './rounds.ts';
import { planOp, stageOps } from './stage.ts';

const FEW = 2;
const MANY = 50;
const ROUNDS = 9;
const WARM_ROUNDS = 1;
const PRESSES_A_ROUND = 150;
const BETWEEN_MS = 5;
const SLOTS = 20;
const WANTED_RATIO = 3;

interface Room {
  readonly hub: BenchHub;
  readonly desks: readonly HubDesk[];
}

export async function benchCrowd(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'livedesk-bench-'));
  const few = await openRoom(join(folder, 'few'), FEW);
  const many = await openRoom(join(folder, 'many'), MANY);
  try {
    const ms: [number[][], number[][]] = [[], []];
    let number = 0;
    for (let round = -WARM_ROUNDS; round < ROUNDS; round += 1) {
      const took: [number[], number[]] = [[], []];
      for (let press = 0; press < PRESSES_A_ROUND; press += 1) {
        number += 1;
        took[0].push(await untilAllTold(few, number));
        took[1].push(await untilAllTold(many, number));
        await sleep(BETWEEN_MS);
      }
      if (round < 0) continue;
      ms[0].push(took[0]);
      ms[1].push(took[1]);
    }
    const [p99Few, p99Many] = ms.map((rounds) => rounds.map((round) => percentileOf(round, 0.99)));
    const ratio = spreadOf((p99Many ?? []).map((value, at) => value / (p99Few?.[at] ?? Number.NaN)));
    print(`until the last console is told, ${ROUNDS} rounds of ${PRESSES_A_ROUND} presses:`);
    print(`  p99 of ${FEW}    ${spreadText(spreadOf(p99Few ?? []), 1)} ms`);
    print(`  p99 of ${MANY}   ${spreadText(spreadOf(p99Many ?? []), 1)} ms`);
    print(`  ratio       ${ceilingText(ratio, WANTED_RATIO)}`);
  } finally {
    for (const { hub, desks } of [few, many]) {
      for (const desk of desks) desk.close();
      await hub.end();
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openRoom(folder: string, size: number): Promise<Room> {
  const hub = await startBenchHub(folder);
  const desks: HubDesk[] = [];
  for (let count = 0; count < size; count += 1) desks.push(await openHubDesk(hub.ready));
  await desks[0]?.push(stageOps(SLOTS));
  return { hub, desks };
}

async function untilAllTold({ desks: [first, ...others] }: Room, number: number): Promise<number> {
  const op = planOp(number, SLOTS);
  const { plannedSec } = op.input as { plannedSec: number };
  const told = others.map(
    (desk) =>
      new Promise<void>((resolve) => {
        desk.listen('changes', (payload) => {
          const { changes } = payload as Changes;
          if (changes.some(({ document }) => (document as { plannedSec?: number }).plannedSec === plannedSec))
            resolve();
        });
      }),
  );
  const startMs = performance.now();
  await Promise.all([first?.push([op]), ...told]);
  return performance.now() - startMs;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
