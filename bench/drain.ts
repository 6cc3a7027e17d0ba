/**
 * A day's work without the hub, ten thousand ops in one console's outbox: until the hub has all of them and the console
 * has every answer and every document, against the rows of both sides written by plain inserts in batches as large as a
 * push may be.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DocumentChange, PUSH_OPS } from '#shared/contract/hub.ts';
import type { SlotId } from '#shared/sync/ids.ts';
import { headlessSession, SESSION_FILE } from '../soak/headless-session.ts';
import { openBareCache } from './bare-cache.ts';
import { openBareOps } from './bare-ops.ts';
import { openHubDesk } from './hub-desk.ts';
import type { HubReady } from './hub-process.ts';
import { startBenchHub } from './hub-process-handle.ts';
import { contest, outcomeText, timeOf } from './rounds.ts';
import { bareOf, planOp, stageOps } from './stage.ts';

const OPS = 10_000;
const SLOTS = 200;
const WANTED_RATIO = 0.25;

export async function benchDrain(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'livedesk-bench-'));
  try {
    await prepare(folder);
    const rows = Array.from({ length: OPS }, (_, index) => bareOf(planOp(index, SLOTS)));
    const outcome = await contest({
      rounds: 9,
      warmRounds: 1,
      ours: async (round) => {
        const own = join(folder, `ours-${round}`);
        cpSync(join(folder, 'hub'), join(own, 'hub'), { recursive: true });
        cpSync(join(folder, 'desk'), join(own, 'desk'), { recursive: true });
        const hub = await startBenchHub(join(own, 'hub'));
        const tookMs = await timeOf(() => drained(join(own, 'desk'), hub.ready));
        await hub.end();
        rmSync(own, { recursive: true });
        return tookMs;
      },
      raw: async (round) => {
        const own = join(folder, `raw-${round}`);
        cpSync(join(folder, 'desk'), own, { recursive: true });
        const hub = openBareOps(join(own, 'hub.db'));
        const cache = openBareCache(join(own, SESSION_FILE));
        const tookMs = await timeOf(() => {
          for (let first = 0; first < OPS; first += PUSH_OPS) {
            const part = rows.slice(first, first + PUSH_OPS);
            hub.write(part);
            cache.settle(
              part.map(({ op, kind, id, parentId, json }, index) => {
                const change: DocumentChange = { seq: first + index, kind, id, parentId, document: json };
                return { opId: op.opId, change };
              }),
            );
          }
        });
        hub.close();
        cache.close();
        rmSync(own, { recursive: true });
        return tookMs;
      },
    });
    const name = `an outbox of ${OPS.toLocaleString('en')} ops to the hub and back`;
    process.stdout.write(`${outcomeText(name, outcome, OPS, WANTED_RATIO)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A hub with a show, and a console that has seen it and then worked on alone. */
async function prepare(folder: string): Promise<void> {
  const hub = await startBenchHub(join(folder, 'hub'));
  const desk = await openHubDesk(hub.ready);
  await desk.push(stageOps(SLOTS));
  desk.close();
  const session = open(join(folder, 'desk'), hub.ready);
  while (session.parts.documents.cursor() === 0) await sleep(5);
  await hub.end();
  for (let number = 0; number < OPS; number += 1) {
    const slotId = `slot-${1 + (number % SLOTS)}` as SlotId;
    await session.parts.documents.submit('rundown.plan', { slotId, plannedSec: number % 3600 });
  }
  session.close();
}

function open(folder: string, { url, token }: Pick<HubReady, 'url' | 'token'>) {
  mkdirSync(folder, { recursive: true });
  return headlessSession({
    ...{ folder, deviceId: 'owner', token, url },
    onComplaint: (message, error) => process.stderr.write(`${message}: ${error}\n`),
  });
}

async function drained(folder: string, ready: Pick<HubReady, 'url' | 'token'>): Promise<void> {
  const session = open(folder, ready);
  while (session.outbox.counts().unconfirmed > 0) {
    const { refusal } = session.parts.session.state();
    if (refusal !== null) throw new Error(`the hub refuses the console: ${refusal}`);
    // Not oftener: it counts the outbox, in the process that is measured.
    await sleep(10);
  }
  session.close();
}
