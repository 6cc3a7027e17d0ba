/**
 * One simulated evening by its seed: a hub and a few consoles on a bad network, with clocks that jump and programs that
 * die between any two steps. In the end everything is healed, must come to rest, and the oracle is asked.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { emptyLedger } from '../ledger.ts';
import { readDesk } from '../oracle/desk-rows.ts';
import { answeredOps, readHub } from '../oracle/hub-rows.ts';
import { type Findings, judge } from '../oracle/oracle.ts';
import { replayOf } from '../oracle/replay.ts';
import { watchDesk } from '../oracle/watch-desk.ts';
import { type Person, person } from '../person.ts';
import { type Random, randomOf } from '../random.ts';
import { damageBase } from './damage.ts';
import { createNetwork } from './network.ts';
import type { Sabotage } from './sabotage.ts';
import { type SimDesk, simDesk } from './sim-desk.ts';
import { SHOW, simHub, stageOps } from './sim-hub.ts';
import { simShop } from './sim-shop.ts';
import { createWorld } from './world.ts';

export interface SimOptions {
  readonly seed: number;
  /** An empty folder; one in memory is quickest. */
  readonly folder: string;
  /** Hubs' files with the stage set and `MOST_DESKS` devices let in: see stageHub. */
  readonly stages: { readonly plain: string; readonly crowded: string };
  /** Makes the hub bad at its duties: the oracle has to notice. */
  readonly sabotage?: Sabotage;
}

export interface SimResult extends Findings {
  readonly seed: number;
  readonly trace: string;
  readonly keptOps: number;
  readonly crashes: number;
  /** How often the hub was put back to a backup. */
  readonly restores: number;
  /** Drops that were ordered to fire, and those that went out. */
  readonly fired: number;
  readonly opened: number;
  /** Announcements that stand in a group. */
  readonly posted: number;
  /** Virtual milliseconds from the heal until all was quiet. */
  readonly convergeMs: number;
}

export const MOST_DESKS = 4;
export const deviceOf = (index: number) => ({ deviceId: `desk-${index + 1}`, token: `token-${index + 1}` });

const EVENING_MS = [10_000, 35_000] as const;
/** Between two things that one person does. */
const THINKING_MS = 1800;
/** Every so many seeds there is more on the hub than one page of a pull holds. */
const CROWDED_EVERY = 8;
const DAY_MS = 24 * 3_600_000;
/** (f): with everything healed, all must have come to rest by then. */
const STUCK_MS = 60_000;
const LOOK_MS = 500;
/** A console that runs compares every ten minutes: one that was damaged just after it had must not be judged before. */
const COMPARED_WITHIN_MS = 11 * 60_000;

export async function simulate({ seed, folder, stages, sabotage }: SimOptions): Promise<SimResult> {
  const random = randomOf(`evening ${seed}`);
  const world = createWorld(random.fork('haste'));
  const network = createNetwork(world, random.fork('network'), sabotage);
  mkdirSync(folder, { recursive: true });
  const hubFile = join(folder, 'hub.db');
  const crowded = seed % CROWDED_EVERY === 0;
  copyFileSync(crowded ? stages.crowded : stages.plain, hubFile);

  const skews = new Map<string, number>();
  const skewOf = (name: string) => () => skews.get(name) ?? 0;
  const hub = simHub({ world, network, random: random.fork('hub'), file: hubFile, skewMs: skewOf('hub') });
  const desks = Array.from({ length: 2 + random.below(MOST_DESKS - 1) }, (_, index) => {
    const device = deviceOf(index);
    return simDesk({
      ...{ world, network, device, folder: join(folder, device.deviceId) },
      ...{ random: random.fork(device.deviceId), skewMs: skewOf(device.deviceId) },
    });
  });
  const ledger = emptyLedger();
  const watches = new Map(desks.map(({ name }) => [name, watchDesk(name)]));
  const staged = new Map(stageOps(crowded).map((op) => [op.opId, op]));
  const bodyOf = (opId: string) => network.pushed.get(opId) ?? staged.get(opId);

  function look(desk: SimDesk) {
    const rows = readDesk(desk.file);
    watches.get(desk.name)?.look(rows);
    return rows;
  }

  // The evening.
  hub.start();
  for (const desk of desks) desk.start();
  const faulty = random.next() * 0.3;
  network.setFaults({ lost: faulty, doubled: faulty, overtaken: faulty });
  let working = true;
  let busy = 0;
  let crashes = 0;
  /** Programs that have died, or are about to, and will be started again. */
  let toStart = 0;
  let damaged = 0;
  /** What the hub has answered, also in histories that are over. */
  const receipts = new Set<string>();
  let restores = 0;
  for (const desk of desks) {
    const chance = random.fork(`person at ${desk.name}`);
    const somebody = person({ desk, stage: SHOW, ledger, random: chance, nowMs: world.nowMs });
    const act = () => {
      if (!working) return;
      busy += 1;
      void deed(somebody, chance).finally(() => {
        busy -= 1;
        world.after(chance.below(THINKING_MS), `${desk.name} acts`, act);
      });
    };
    world.after(chance.below(THINKING_MS), `${desk.name} acts`, act);
  }
  const shop = simShop(world, hub, ledger, random.fork('shop'));
  shop.start();
  const trouble = (chance: Random) => {
    if (!working) return;
    strike(chance);
    world.after(chance.below(5000), 'trouble', () => trouble(chance));
  };
  world.after(2000, 'trouble', () => trouble(random.fork('trouble')));
  await world.runUntil(EVENING_MS[0] + random.below(EVENING_MS[1]));

  // Rest.
  working = false;
  shop.close();
  network.healAll();
  world.setHaste(12);
  const healedMs = world.nowMs();
  let reason = await unrest();
  while (reason !== null || busy > 0) {
    await world.runUntil(world.nowMs() + LOOK_MS);
    reason = await unrest();
    if (world.nowMs() - healedMs <= STUCK_MS) continue;
    ledger.violations.push(`(f) stuck: ${reason ?? `${busy} people wait for an answer`}`);
    break;
  }
  const convergeMs = world.nowMs() - healedMs;
  // A document that was changed behind a console's back is found when both sides compare what they have.
  await world.runUntil(world.nowMs() + (damaged > 0 ? COMPARED_WITHIN_MS : LOOK_MS));

  const rows = await readHub(hubFile);
  const seen = new Map(desks.map((desk) => [desk.name, look(desk)]));
  const openedAt = new Map(hub.platform.opened.map(({ dropId, atMs }) => [dropId, atMs]));
  const replay = replayOf(bodyOf);
  const truth = {
    ...rows,
    // By the true time: no wall clock of this world can be trusted.
    drops: new Map(
      [...rows.drops].map(([id, drop]) => [id, { ...drop, openedMs: openedAt.get(id) ?? null }]),
    ),
  };
  const found = await judge({ hub: truth, desks: seen, ledger, replay });
  for (const opId of rows.ops.keys()) receipts.add(opId);
  const watched = [...watches.values()].flatMap((watch) => watch.violations(receipts));
  const complaints = new Set([hub, ...desks].flatMap((one) => one.complaints));
  const { opened, posted } = hub.platform;
  const twice = [...opened.map(({ dropId }) => `drop ${dropId}`), ...posted].filter(
    (what, index, all) => all.indexOf(what) !== index,
  );
  hub.crash();
  for (const desk of desks) desk.crash();
  return {
    ...found,
    violations: [
      ...found.violations,
      ...watched,
      ...[...complaints].map((line) => `a program complains: ${line}`),
      ...twice.map((what) => `it went out twice: ${what}`),
    ],
    twice: found.twice + twice.length,
    ...{
      seed,
      crashes,
      restores,
      convergeMs,
      fired: ledger.orders.length,
      opened: opened.length,
      posted: posted.length,
    },
    trace: world.traceHash(),
    keptOps: ledger.ops.filter(({ told }) => told === 'kept').length,
  };

  function deed(somebody: Person, chance: Random): Promise<unknown> {
    const luck = chance.below(100);
    if (luck < 25) return somebody.fireDrop();
    if (luck < 30) return somebody.tidy();
    if (luck < 45) return somebody.sell();
    // What groups have had since the backup, nobody can tell any more: people leave it at that, programs have to.
    return luck < 55 && restores === 0 ? somebody.announce() : somebody.act();
  }

  function strike(chance: Random): void {
    const desk = chance.pick(desks) as SimDesk;
    const { name } = desk;
    const luck = chance.below(100);
    if (luck < 20) crash(desk, name, chance);
    else if (luck < 40) crash(hub, 'hub', chance);
    else if (luck < 50) void hub.backUp();
    else if (luck < 60) network.cut(name);
    else if (luck < 80) {
      const direction = chance.chance(0.5) ? 'up' : 'down';
      network.setDead(name, direction, true);
      world.after(chance.below(40_000), `${name} ${direction} is back`, () =>
        network.setDead(name, direction, false),
      );
    } else {
      const whose = chance.chance(0.4) ? 'hub' : name;
      skews.set(whose, (chance.next() * 2 - 1) * DAY_MS);
      world.note(`the clock of ${whose} jumps`);
    }
  }

  /** At any await: after some of the microtasks that are waiting now, or come of them. */
  function crash(program: Pick<SimDesk, 'start' | 'crash'>, name: string, chance: Random): void {
    crashes += 1;
    toStart += 1;
    let left = chance.below(chance.chance(0.5) ? 20 : 400);
    const downMs = chance.below(8000);
    const dieHere = () => {
      if (left-- > 0) {
        queueMicrotask(dieHere);
        return;
      }
      program.crash();
      world.after(downMs, `${name} starts`, () => {
        const desk = desks.find((one) => one === program);
        if (desk) look(desk);
        if (!desk && chance.chance(0.3) && hub.restorable) {
          for (const opId of answeredOps(hubFile)) receipts.add(opId);
          hub.restore();
          restores += 1;
          shop.startOver();
        }
        if (desk && chance.chance(0.2)) damaged += damageBase(desk.file, chance);
        program.start();
        toStart -= 1;
      });
    };
    queueMicrotask(dieHere);
  }

  async function unrest(): Promise<string | null> {
    const { core } = hub;
    // A start may find its file damaged: nothing has come to rest before it.
    if (toStart > 0) return `${toStart} programs are still to start`;
    if (!core) return hub.trouble();
    if (shop.waiting > 0) return 'the shop has unanswered orders';
    const head = await core.services.store.documents.headSeq();
    for (const desk of desks) {
      const sync = desk.session?.sync();
      if (!sync) return desk.trouble() ?? `${desk.name} does not run`;
      if (sync.hub !== 'online') return `${desk.name} is ${sync.hub}`;
      if (sync.outboxCount > 0) return `${desk.name} has ${sync.outboxCount} ops waiting`;
      const cursor = desk.session?.parts.documents.cursor();
      if (cursor !== head) return `${desk.name} stands at ${cursor}, the hub at ${head}`;
    }
    return null;
  }
}
