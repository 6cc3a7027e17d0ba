/**
 * From the press on one console until another shows it, against the floor: the way to the hub and back, and three
 * durable commits (outbox, hub, the other's cache). Both are real sessions on real sockets; the hub has a process of its
 * own.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { OpenSession } from '#main/desk/open-session.ts';
import type { SlotId } from '#shared/sync/ids.ts';
import { headlessSession } from '../soak/headless-session.ts';
import { percentileOf, spreadOf, spreadText } from './figures.ts';
import { type HubDesk, openHubDesk } from './hub-desk.ts';
import type { HubReady } from './hub-process.ts';
import { startBenchHub } from './hub-process-handle.ts';
import { ceilingText } from './rounds.ts';
import { stageOps } from './stage.ts';

const ROUNDS = 11;
const WARM_ROUNDS = 2;
const PRESSES_A_ROUND = 150;
/** A person every now and then, not a flood. */
const BETWEEN_MS = 6;
const SLOTS = 20;
const WANTED = [
  ['p50', 0.5, 8],
  ['p99', 0.99, 20],
] as const;

export async function benchVisible(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'livedesk-bench-'));
  const hub = await startBenchHub(join(folder, 'hub'));
  const desk = await openHubDesk(hub.ready);
  await desk.push(stageOps(SLOTS));
  const amy = openConsole(join(folder, 'amy'), hub.ready);
  const ben = openConsole(join(folder, 'ben'), hub.ready);
  const floor = openFloor(join(folder, 'floor.db'), desk);
  try {
    while (amy.cursor() === 0 || ben.cursor() === 0) await sleep(10);
    const seenMs: number[][] = [];
    const floorMs: number[][] = [];
    for (let round = -WARM_ROUNDS; round < ROUNDS; round += 1) {
      const [seen, bare]: [number[], number[]] = [[], []];
      for (let press = 0; press < PRESSES_A_ROUND; press += 1) {
        const number = (round + WARM_ROUNDS) * PRESSES_A_ROUND + press;
        seen.push(await untilSeen(amy, ben, number));
        bare.push(await floor.measure());
        await sleep(BETWEEN_MS);
      }
      if (round < 0) continue;
      seenMs.push(seen);
      floorMs.push(bare);
    }
    print(`seen on another console, ${ROUNDS} rounds of ${PRESSES_A_ROUND} presses:`);
    const floors = floorMs.map((round) => percentileOf(round, 0.5));
    for (const [name, share, wanted] of WANTED) {
      const ms = seenMs.map((round) => percentileOf(round, share));
      const ratio = spreadOf(ms.map((value, at) => value / (floors[at] ?? Number.NaN)));
      print(`  ${name}    ${spreadText(spreadOf(ms), 2)} ms, floor ${spreadText(spreadOf(floors), 2)} ms`);
      print(`  ratio  ${ceilingText(ratio, wanted)}`);
    }
  } finally {
    amy.session.close();
    ben.session.close();
    desk.close();
    floor.close();
    await hub.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface BenchConsole {
  readonly session: OpenSession;
  cursor(): number;
  /** Called whenever documents changed here. */
  onRevised: () => void;
}

function openConsole(folder: string, { url, token }: HubReady): BenchConsole {
  mkdirSync(folder, { recursive: true });
  const one: BenchConsole = {
    session: headlessSession({
      ...{ folder, deviceId: 'owner', token, url },
      onComplaint: (message, error) => process.stderr.write(`${message}: ${error}\n`),
      onRevised: () => one.onRevised(),
    }),
    cursor: () => one.session.parts.documents.cursor(),
    onRevised: () => undefined,
  };
  return one;
}

async function untilSeen(from: BenchConsole, on: BenchConsole, number: number): Promise<number> {
  const slotId = `slot-${1 + (number % SLOTS)}` as SlotId;
  const plannedSec = 1 + (number % 3000);
  const { view } = on.session.parts.documents;
  const startMs = performance.now();
  const seen = new Promise<number>((resolve) => {
    on.onRevised = () =>
      void view.get('slot', slotId).then((slot) => {
        if (slot?.plannedSec === plannedSec) resolve(performance.now() - startMs);
      });
  });
  const { documents, session } = from.session.parts;
  void session.pushed(await documents.submit('rundown.plan', { slotId, plannedSec }));
  return seen;
}

/** A round trip to the hub, and three durable commits of one row. */
function openFloor(file: string, desk: HubDesk) {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE press (id INTEGER PRIMARY KEY, json TEXT NOT NULL)');
  const insert = db.prepare<[string]>('INSERT INTO press (json) VALUES (?)');
  const commit = db.transaction(() => insert.run('x'.repeat(300)));
  return {
    async measure(): Promise<number> {
      const startMs = performance.now();
      await desk.ask('time', {});
      for (let count = 0; count < 3; count += 1) commit.immediate();
      return performance.now() - startMs;
    },
    close: () => void db.close(),
  };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
