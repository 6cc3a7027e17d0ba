/** A drop's runner killed between any two lines, judged by what the platform itself has seen. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import type { DropState } from '#shared/domain/drop/drop.states.ts';
import type { Connector, DropAnswer } from '../connectors/connector.ts';
import type { DropCommand, DropRunner } from '../hub.ts';
import { put, write } from '../store/test-documents.ts';
import { type Ground, type Life, mortal, newLife, type Template, template } from './crash-fixture.ts';
import { COUNTDOWN_LATE_MS } from './drop-countdown.ts';
import { createDropRunner } from './drop-runner.ts';

const TTL_MS = 3000;
/** What a drop with a countdown may open later than the order that began it was good for. */
const COUNTDOWN_SEC = 2;
const COUNTED_MS = COUNTDOWN_SEC * 1000 + COUNTDOWN_LATE_MS;
let files: Template;
let counting: Template;
beforeAll(async () => {
  files = await template((store) => write(store, put('show'), put('drop')));
  counting = await template((store) =>
    write(store, put('show'), put('drop', { countdownSec: COUNTDOWN_SEC })),
  );
});
afterAll(() => {
  files.remove();
  counting.remove();
});

/** What the platform does when it is fired at, and whether it can say so afterwards. */
interface Kind {
  readonly does: 'opens' | 'opens silently' | 'is silent' | 'refuses' | 'opens and breaks';
  readonly tells: boolean;
}

/** It lives on when the hub dies. */
function platform({ does, tells }: Kind, ground: Ground) {
  const opened: number[] = [];
  const asked: number[] = [];
  const silence = new Promise<never>(() => undefined);
  const connector: Connector = {
    name: 'test',
    async fireDrop() {
      asked.push(ground.clock.monotonicMs());
      if (does === 'refuses') throw new AppError('request/too-many');
      if (does !== 'is silent') opened.push(ground.clock.monotonicMs());
      if (does === 'opens and breaks') throw new Error('socket hang up');
      if (does === 'opens silently' || does === 'is silent') await silence;
    },
    askDrop: async (): Promise<DropAnswer> => {
      if (!tells) return 'cannot-tell';
      return opened.length > 0 ? 'open' : 'not-open';
    },
    stopDrop: async () => undefined,
  };
  return { connector, opened, asked };
}

async function begin(ground: Ground, life: Life, connector: Connector): Promise<DropRunner> {
  const { store, boot } = await ground.open(life);
  return createDropRunner({
    ...{ ...ground.ports, store, boot },
    ...{ newSeed: () => 'seed', putPriceBack: null },
    connectorFor: () => mortal(connector, life, 'platform.'),
    dropMoved: () => undefined,
  });
}

/** Arms and fires as a console does, each order once; by key, as an integrator does that calls again until answered. */
type Way = 'order' | 'key';

interface Run {
  readonly state: DropState;
  readonly opened: readonly number[];
  readonly deadline: number;
  readonly moments: readonly [number, number];
  readonly deaths: readonly (string | null)[];
}

/** One evening with a hub that dies at moment `first`, and again in its recovery at moment `second`. */
async function evening(
  kind: Kind,
  way: Way | 'counted',
  first: number,
  second: number,
  awayMs: number,
): Promise<Run> {
  const ground = (way === 'counted' ? counting : files).ground();
  const { clock, timers } = ground;
  const outside = platform(kind, ground);
  const lives = [newLife(first), newLife(second), newLife(Number.POSITIVE_INFINITY)];
  let deadline = Number.POSITIVE_INFINITY;
  const order = (command: DropCommand, runner: DropRunner) => {
    const notAfterMs = clock.monotonicMs() + TTL_MS;
    if (command.name === 'drop.fire') deadline = notAfterMs + (way === 'counted' ? COUNTED_MS : 0);
    return runner
      .command(command, {
        ...{ commandId: command.name, ttlMs: TTL_MS, inTime: () => clock.monotonicMs() <= notAfterMs },
      })
      .catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
  };

  for (const [at, life] of lives.entries()) {
    const runner = await begin(ground, life, outside.connector);
    const work = (async () => {
      await runner.recover();
      if (way === 'key') {
        await runner
          .fireByKey('drop-1', 'key')
          .catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
        return;
      }
      if (at > 0) return;
      await order({ name: 'drop.arm', dropId: 'drop-1', revision: 0 }, runner);
      await order({ name: 'drop.fire', dropId: 'drop-1', revision: 1 }, runner);
    })();
    let ended = false;
    void Promise.race([work, life.death]).then(() => {
      ended = true;
    });
    // A platform that stays silent is given up after seconds of the test's own time.
    for (let waited = 0; waited < 20 && !ended; waited += 1) await timers.advance(1000);
    await Promise.race([work, life.death]);
    if (life.diedAt === null) {
      await timers.advance(20_000);
      if (life.diedAt === null) {
        await runner.stop();
        break;
      }
    }
    clock.advance(awayMs);
  }
  const store = ground.look();
  const state = (await store.drops.get('drop-1'))?.state ?? 'planned';
  await ground.close();
  return {
    ...{ state, opened: outside.opened, deadline },
    moments: [lives[0]?.moments ?? 0, lives[1]?.moments ?? 0],
    deaths: lives.map(({ diedAt }) => diedAt),
  };
}

const whereItOpened: readonly DropState[] = ['open', 'closed'];
const whereItDidNot: readonly DropState[] = ['planned', 'failed', 'expired'];

function judge(kind: Kind, run: Run): void {
  const told = JSON.stringify({ kind, ...run });
  // Never twice, and never after its time.
  expect(run.opened.length, told).toBeLessThanOrEqual(1);
  for (const at of run.opened) expect(at, told).toBeLessThanOrEqual(run.deadline);
  if (run.state === 'unknown') {
    // Only where nobody can say: the platform does not tell.
    expect(kind.tells, told).toBe(false);
    return;
  }
  expect(run.opened.length > 0 ? whereItOpened : whereItDidNot, told).toContain(run.state);
}

const kinds: readonly Kind[] = (
  ['opens', 'opens silently', 'is silent', 'refuses', 'opens and breaks'] as const
).flatMap((does) => [true, false].map((tells) => ({ does, tells })));

const NEVER = Number.POSITIVE_INFINITY;

describe('[SY55] killed between any two lines, a drop is fired once or not at all, and its state is true', () => {
  test.each(kinds)(
    'a platform that $does and tells: $tells',
    async (kind) => {
      // What an integrator's key adds, the platform does not change: two kinds of it show all.
      const ways: readonly (Way | 'counted')[] =
        kind.does === 'opens' ? ['order', 'key', 'counted'] : ['order'];
      for (const way of ways) {
        const whole = await evening(kind, way, NEVER, NEVER, 0);
        judge(kind, whole);
        expect(whole.moments[0]).toBeGreaterThan(10);
        for (let first = 1; first <= whole.moments[0]; first += 1) {
          const once = await evening(kind, way, first, NEVER, first % 2 === 0 ? 0 : 60_000);
          expect(once.deaths[0]).not.toBeNull();
          judge(kind, once);
          // And again while it recovers from some of them.
          if (first % 5 !== 0) continue;
          for (let second = 1 + ((first / 5) % 3); second <= once.moments[1]; second += 3)
            judge(kind, await evening(kind, way, first, second, 0));
        }
      }
    },
    120_000,
  );
});
