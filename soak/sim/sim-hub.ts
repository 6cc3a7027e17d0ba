/** The hub's real core over its real store, in a world that can end it between any two steps and start it again. */
import { copyFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RobotOutcome } from '#hub/connectors/http/robot-reply.ts';
import { createHubCore, type HubCore } from '#hub/hub-core.ts';
import { createHubLog } from '#hub/hub-log.ts';
import { hashSecret } from '#hub/ingest/secrets.ts';
import type { DeskPort } from '#hub/realtime/desk-endpoint.ts';
import { backUpFile } from '#hub/store/sqlite/backup.ts';
import { MARK_FILE } from '#hub/store/sqlite/history.ts';
import { openSqliteStore } from '#hub/store/sqlite/sqlite-store.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { Op } from '#shared/contract/hub.ts';
import { isoNow, systemClock } from '#shared/sync/clock.ts';
import { newProduct, newShow, newSlot } from '#shared/sync/documents-fixture.ts';
import { countingIds } from '#shared/sync/ids.ts';
import type { Stage } from '../person.ts';
import type { Random } from '../random.ts';
import type { Network } from './network.ts';
import { openedBy } from './opened-files.ts';
import { virtualIds } from './virtual-ids.ts';
import { beginLife, type Life, type World } from './world.ts';

/** A platform that opens drops and says so, refuses them, or breaks off, having opened them or not. */
export interface Platform {
  /** What was really opened, by true time. */
  readonly opened: { readonly dropId: string; readonly atMs: number }[];
  /** Announcements as they stand in the groups, each as its robot and its text. */
  readonly posted: string[];
}

export interface SimHub {
  readonly file: string;
  readonly platform: Platform;
  readonly core: HubCore<DeskPort> | null;
  start(): void;
  crash(): void;
  /** Makes a backup beside the serving hub and tells it so; nothing comes of it when the hub does not serve. */
  backUp(): Promise<void>;
  /** Down, and a backup is finished. */
  readonly restorable: boolean;
  /** Puts the latest finished backup in the database's place, as people do with a hub that is down. */
  restore(): void;
  /** Null while it serves, else why it does not. */
  trouble(): string | null;
  /** What it has logged as its own failure. */
  readonly complaints: string[];
}

export interface SimHubOptions {
  readonly world: World;
  readonly network: Network;
  readonly random: Random;
  readonly file: string;
  readonly skewMs: () => number;
}

const PLATFORM_MS = 400;
const BROKEN = 'the platform broke off';

export function simHub({ world, network, random, file, skewMs }: SimHubOptions): SimHub {
  let life: Life | null = null;
  let core: HubCore<DeskPort> | null = null;
  let failure: string | null = null;
  let starts = 0;
  let made = 0;
  let finished: string | null = null;
  let backUp: (() => Promise<void>) | null = null;
  const opened: Platform['opened'] = [];
  const posted: Platform['posted'] = [];
  const complaints: string[] = [];

  async function serve(own: Life, chance: Random): Promise<void> {
    const { clock, timers } = own;
    const ids = virtualIds(clock, chance.fork('ids'));
    const markFile = join(dirname(file), MARK_FILE);
    const { result: opening, crash } = openedBy(() => openSqliteStore({ file, markFile, clock, ids }));
    own.onEnd(crash);
    const store = await opening;
    // Its database is gone already: what is left to close is the mark.
    own.onEnd(() => void store.close());
    const log = createHubLog({
      write: (line) => {
        if (own.alive && !line.includes(BROKEN)) complaints.push(wordsOf(line));
      },
    });
    const started = createHubCore<DeskPort>({
      ...{ store, clock, ids, timers, log, random: chance.fork('core').next },
      deliver: (to, event, payload) => {
        for (const port of to) port.emit(event, payload);
      },
      robotsFor: () => ({
        connector: { send: (address, text) => post(address, text, own, chance) },
        addressOf: async ({ groupId }) => `robot of ${groupId}`,
      }),
      liveConnector: {
        name: 'simulated',
        fireDrop: ({ id }) => openDrop(id, own, chance),
        askDrop: async ({ id }) => (opened.some(({ dropId }) => dropId === id) ? 'open' : 'not-open'),
        stopDrop: async () => undefined,
      },
    });
    await started.recover();
    if (!own.alive) return;
    backUp = async () => {
      made += 1;
      const target = `${file}.backup-${made}`;
      // From outside, as the command line does: the hub's own way waits for the system's threads, which no seed rules.
      const { headSeq } = backUpFile(file, target);
      finished = target;
      await store.backedUp(headSeq, isoNow(clock));
      await started.housekeeping.round();
    };
    core = started;
    network.hubServes(started, own);
  }

  function openDrop(dropId: string, own: Life, chance: Random): Promise<void> {
    const luck = chance.next();
    if (luck < 0.9) opened.push({ dropId, atMs: world.nowMs() });
    return new Promise((resolve, reject) => {
      own.timers.after(chance.below(PLATFORM_MS), () => {
        if (luck < 0.8) resolve();
        else reject(luck < 0.95 ? new Error(BROKEN) : new AppError('hub/unreachable'));
      });
    });
  }

  /** A robot that posts and says so, posts and breaks off, breaks off before, or has no time now. */
  function post(address: string, text: string, own: Life, chance: Random): Promise<RobotOutcome> {
    const luck = chance.next();
    const ms = chance.below(PLATFORM_MS);
    // Whoever was asked does it, whatever becomes of the one who asked.
    if (luck < 0.88) world.after(ms / 2, 'a robot posts', () => void posted.push(`${address}: ${text}`));
    const outcome: RobotOutcome =
      luck < 0.8
        ? { outcome: 'sent' }
        : luck < 0.92
          ? { outcome: 'unknown', reason: 'no-answer', detail: null }
          : { outcome: 'later', afterMs: PLATFORM_MS, detail: 'busy' };
    return new Promise((resolve) => void own.timers.after(ms, () => resolve(outcome)));
  }

  return {
    file,
    platform: { opened, posted },
    get core() {
      return life?.alive ? core : null;
    },
    start() {
      if (life?.alive) return;
      starts += 1;
      const own = beginLife(world, 'hub', skewMs);
      life = own;
      core = null;
      serve(own, random.fork(`life ${starts}`)).catch((error: unknown) => {
        if (own.alive) failure = `the hub does not start: ${error}`;
      });
    },
    crash: () => life?.end(),
    async backUp() {
      const at = life;
      if (!at?.alive || !core) return;
      await backUp?.().catch((error: unknown) => {
        if (at.alive) complaints.push(`a backup failed: ${error}`);
      });
    },
    get restorable() {
      return finished !== null && !life?.alive;
    },
    restore() {
      if (finished === null) return;
      for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true });
      copyFileSync(finished, file);
    },
    trouble: () => failure ?? (life?.alive && core ? null : 'the hub does not serve'),
    complaints,
  };
}

/** A line of the log without the moment and the process that make every line another. */
function wordsOf(line: string): string {
  const { msg, err } = JSON.parse(line) as { msg: string; err?: { stack: string } };
  return `${msg}: ${err?.stack ?? ''}`;
}

export const SHOW: Stage = { showId: 'show-1', runId: 'run-1' };
const PRODUCTS = 6;
const numbers = Array.from({ length: PRODUCTS }, (_, index) => index + 1);
const STAGED_AT = '2026-06-18T10:00:00.000Z';

export interface SimDevice {
  readonly deviceId: string;
  readonly token: string;
}

const LONG_TEXT = '柔'.repeat(8000);
/** More than one page of a pull holds, in a show that nobody looks at. */
const OTHER_POSTS = 60;

/** What sets the stage; a `crowded` one has more to tell than a single page holds. */
export const stageOps = (crowded: boolean): readonly Op[] => [...show, ...(crowded ? otherShow : [])];

const groupOf = (number: number) => ({
  ...{ id: `group-${number}`, name: `宝妈${number}群`, owner: '阿宁', platform: 'wecom-internal' },
  ...{ size: null, tags: [], brand: '' },
  robotUrl: `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=soak-${number}`,
});

const show: readonly Op[] = [
  { name: 'show.create', input: newShow('show-1') },
  { name: 'run.create', input: { id: 'run-1', showId: 'show-1', kind: 'live' } },
  {
    name: 'product.import',
    input: {
      ...SHOW,
      products: numbers.map((number) => newProduct(`product-${number}`)),
      slots: numbers.map((number) => newSlot(`slot-${number}`, `product-${number}`)),
    },
  },
  { name: 'run.start', input: { runId: 'run-1' } },
  { name: 'group.import', input: { groups: [1, 2, 3].map(groupOf) } },
].map((op, index) => ({ ...op, opId: `stage-${index}`, at: STAGED_AT }));

const otherShow: readonly Op[] = [
  { name: 'show.create', input: newShow('show-2') },
  ...Array.from({ length: OTHER_POSTS }, (_, index) => ({
    name: 'post.save',
    input: { id: `post-${index}`, showId: 'show-2', title: '', text: LONG_TEXT, productId: null, tags: [] },
  })),
].map((op, index) => ({ ...op, opId: `other-${index}`, at: STAGED_AT }));

/** Makes a hub's file with the stage set and these devices let in; a copy of it is where every evening begins. */
export async function stageHub(file: string, devices: readonly SimDevice[], crowded = false): Promise<void> {
  const store = await openSqliteStore({ file, clock: systemClock, ids: countingIds('stage') });
  for (const { deviceId, token } of devices) {
    await store.access.addDevice({
      ...{ deviceId, personId: `person-${deviceId}`, personName: deviceId, role: 'operator' },
      ...{ tokenHash: hashSecret(token), createdAt: STAGED_AT },
    });
  }
  const core = createHubCore<DeskPort>({
    ...{ store, clock: systemClock, ids: countingIds('boot'), random: Math.random, log: createHubLog() },
    timers: { after: () => () => undefined },
    deliver: () => undefined,
  });
  const actor = { personId: 'person-desk-1', role: 'operator', deviceId: 'desk-1' } as const;
  for (const op of stageOps(crowded)) await core.services.runOp(op, actor);
  await core.close();
  await store.close();
}
