/**
 * The kill -9 loop: one hub, its consoles and a shop on real processes and files, a fifth of the hub's acknowledgements
 * lost, and again and again one of them killed in the middle of everything. After each kill the network heals, all comes
 * to rest, and the oracle is asked.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { issueInvite, issueKey, withHubStore } from '#hub/ingest/admin.ts';
import { emptyLedger } from '../ledger.ts';
import { readDesk } from '../oracle/desk-rows.ts';
import { readHub } from '../oracle/hub-rows.ts';
import { judge } from '../oracle/oracle.ts';
import { replayOf } from '../oracle/replay.ts';
import { watchDesk } from '../oracle/watch-desk.ts';
import { type Person, person, type Stage } from '../person.ts';
import { startAckProxy } from '../processes/ack-proxy.ts';
import { type ConsoleProcess, type ConsoleState, consoleProcess } from '../processes/console-process.ts';
import { hubProcess } from '../processes/hub-process.ts';
import { randomOf } from '../random.ts';
import { shop } from './shop.ts';
import { setStage } from './stage.ts';

export interface KillLoopOptions {
  readonly seed: number;
  /** An empty folder for everything that outlives a process. */
  readonly folder: string;
  readonly consoles: number;
  /** Asked after each kill. */
  readonly goOn: (kills: number) => boolean;
  /** Rest must come within so long after the network has healed and all processes stand. */
  readonly stuckAfterMs: number;
  readonly onKill?: (line: string) => void;
}

export interface KillLoopResult {
  readonly kills: number;
  readonly keptOps: number;
  readonly facts: number;
  readonly lostAcks: number;
  readonly violations: readonly string[];
  /** What the processes said on standard error, latest last. */
  readonly complaints: readonly string[];
  readonly lost: number;
  readonly twice: number;
  readonly late: number;
  /** From the heal until all was quiet, by kill. */
  readonly convergeMs: readonly number[];
}

type How = 'at work' | 'in a checkpoint' | 'while starting';

const ACK_LOSS = 0.2;
const LANES = 3;
const POLL_MS = 25;
const STARTING_MS = 1500;

export async function killLoop(options: KillLoopOptions): Promise<KillLoopResult> {
  const { folder, stuckAfterMs } = options;
  const random = randomOf(options.seed);
  await using opened = new AsyncDisposableStack();
  const complaints: string[] = [];
  const complain = (who: string) => (line: string) => void complaints.push(`${who}: ${line.trim()}`);

  const hubDir = join(folder, 'hub');
  mkdirSync(hubDir, { recursive: true });
  const hub = hubProcess(hubDir, complain('hub'));
  opened.defer(() => hub.kill());
  const proxy = opened.adopt(await startAckProxy(random.fork('acks')), (it) => it.close());
  let hubUrl: string | null = null;
  const startHub = async () => {
    hub.start();
    hubUrl = await hub.ready();
    if (hubUrl !== null) proxy.aim(hubUrl);
  };
  await startHub();

  const desks: { name: string; process: ConsoleProcess }[] = [];
  for (let index = 0; index < options.consoles; index += 1) {
    const name = `console-${index + 1}`;
    const { code } = await withHubStore(hubDir, (store) => issueInvite(store, 'operator'));
    const dataDir = join(folder, name);
    const resourcesDir = join(import.meta.dirname, '../../resources');
    const process = consoleProcess(
      { dataDir, resourcesDir, hubUrl: proxy.url, invite: code },
      complain(name),
    );
    opened.defer(() => process.kill());
    process.start();
    desks.push({ name, process });
  }
  const { key } = await withHubStore(hubDir, (store) =>
    issueKey(store, { scopes: ['ingest', 'claims'], label: 'shop' }),
  );

  const ledger = emptyLedger();
  const replay = replayOf((opId) => proxy.seen.get(opId)?.op);
  const watches = new Map(desks.map(({ name }) => [name, watchDesk(name)]));
  const sessionFile = ({ dataDir }: ConsoleProcess) => {
    const sessions = join(dataDir, 'sessions');
    const file = readdirSync(sessions).find((name) => name.endsWith('.db'));
    if (file === undefined) throw new Error(`${dataDir} has no session`);
    return join(sessions, file);
  };

  /** Null once everything rests: all online, nothing waiting, every cursor at the hub's head. */
  async function unrest(): Promise<string | null> {
    const { headSeq } = (await (await fetch(new URL('/readyz', hubUrl ?? ''))).json()) as { headSeq: number };
    for (const { name, process } of desks) {
      const told = await process.call('state', undefined);
      const state = told.told === 'kept' ? (told.value as ConsoleState) : null;
      if (state?.hub !== 'online') return `${name} is ${state?.hub ?? 'gone'}`;
      if (state.outboxCount > 0) return `${name} has ${state.outboxCount} ops waiting`;
      const { cursor } = look(name, process);
      if (cursor !== headSeq) return `${name} stands at ${cursor}, the hub at ${headSeq}`;
    }
    return null;
  }
  function look(name: string, process: ConsoleProcess) {
    const rows = readDesk(sessionFile(process));
    watches.get(name)?.look(rows);
    return rows;
  }
  /** Answers how long it took, and what was waited for last. */
  async function rest(): Promise<{ tookMs: number; last: string }> {
    const healedMs = performance.now();
    for (let last = 'nothing'; ; ) {
      const reason = await unrest().catch((error: unknown) => String(error));
      const tookMs = performance.now() - healedMs;
      if (reason === null) return { tookMs, last };
      last = reason;
      if (tookMs > stuckAfterMs) {
        ledger.violations.push(`(f) stuck for ${Math.round(tookMs / 1000)} s: ${reason}`);
        return { tookMs, last };
      }
      await sleep(POLL_MS);
    }
  }

  const first = desks[0]?.process;
  if (!first) throw new Error('a kill loop needs a console');
  const stage: Stage = await setStage(first);
  await rest();

  // From here on everybody works, but while the oracle looks.
  let working = false;
  let closing = false;
  let busy = 0;
  const lane = async (work: () => Promise<unknown>) => {
    while (!closing) {
      if (!working) {
        await sleep(POLL_MS);
        continue;
      }
      busy += 1;
      await work().finally(() => {
        busy -= 1;
      });
      await sleep(random.below(20));
    }
  };
  const atShop = shop({
    ...{ showId: stage.showId, key, hubUrl: () => hubUrl, ledger, random: random.fork('shop') },
    open: () => !closing,
  });
  const lanes = [lane(atShop.sell), lane(atShop.claim)];
  for (const { name, process } of desks) {
    for (let index = 0; index < LANES; index += 1) {
      const chance = random.fork(`${name}/${index}`);
      const somebody: Person = person({
        ...{ stage, ledger, random: chance, nowMs: Date.now },
        desk: { name, call: (path, input) => process.call(path, input), wallMs: Date.now },
      });
      lanes.push(
        lane(() => {
          const luck = chance.below(100);
          if (luck < 3) return somebody.fireDrop();
          if (luck < 8) return somebody.tidy();
          return luck < 35 ? somebody.sell() : somebody.act();
        }),
      );
    }
  }

  const convergeMs: number[] = [];
  let kills = 0;
  let found = { lost: 0, twice: 0, late: 0, violations: [] as readonly string[] };
  try {
    do {
      proxy.loseAcks(ACK_LOSS);
      working = true;
      await sleep(100 + random.below(400));
      const how = random.pick<How>(['at work', 'at work', 'in a checkpoint', 'while starting']) ?? 'at work';
      const victim = random.chance(0.5) ? null : random.pick(desks);
      kills += await strike(victim ?? null, how);
      working = false;
      proxy.loseAcks(0);
      proxy.cut();
      const { tookMs, last } = await rest();
      convergeMs.push(tookMs);
      while (busy > 0) await sleep(POLL_MS);
      await rest();
      options.onKill?.(
        `kill ${kills}: ${victim?.name ?? 'hub'} ${how}, at rest after ${Math.round(tookMs)} ms (${last}), ${ledger.ops.length} ops`,
      );
      found = await ask();
    } while (found.violations.length === 0 && options.goOn(kills));
  } finally {
    closing = true;
    working = true;
    await Promise.all(lanes);
  }
  return {
    ...found,
    ...{ kills, convergeMs, lostAcks: proxy.lost, facts: ledger.facts.size },
    keptOps: ledger.ops.filter(({ told }) => told === 'kept').length,
    complaints,
  };

  /** Kills the console, or the hub for null, and starts it again; answers how many kills that took. */
  async function strike(victim: (typeof desks)[number] | null, how: How): Promise<number> {
    const target = victim?.process ?? hub;
    const start = async () => {
      if (victim === null) await startHub();
      else victim.process.start();
    };
    if (how === 'in a checkpoint') await inCheckpoint(target);
    await target.kill();
    if (victim === null) hubUrl = null;
    await sleep(random.below(300));
    const restarted = start();
    if (how !== 'while starting') {
      await restarted;
      return 1;
    }
    await sleep(random.below(STARTING_MS));
    await target.kill();
    await restarted;
    if (victim === null) hubUrl = null;
    await start();
    return 2;
  }

  /** Resolves in the middle of checkpoints of the target's database; their process dies with the target's. */
  async function inCheckpoint(target: ConsoleProcess | typeof hub): Promise<void> {
    const file = target === hub ? join(hubDir, 'hub.db') : sessionFile(target as ConsoleProcess);
    const child: ChildProcess = fork(join(import.meta.dirname, '../processes/checkpoint-main.ts'), [file]);
    await once(child, 'message');
    await sleep(random.below(60));
    child.kill('SIGKILL');
  }

  async function ask() {
    const rows = await readHub(join(hubDir, 'hub.db'));
    const seen = new Map(desks.map(({ name, process }) => [name, look(name, process)]));
    const findings = await judge({ hub: rows, desks: seen, ledger, replay });
    const watched = [...watches.values()].flatMap((watch) => watch.violations(new Set(rows.ops.keys())));
    return { ...findings, violations: [...findings.violations, ...watched] };
  }
}
