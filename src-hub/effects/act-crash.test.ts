/** A runner of acts killed between any two lines, judged by what the platform itself has seen. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import type { ActState } from '#shared/domain/platform/act.states.ts';
import type { Platform } from '../connectors/connector.ts';
import type { ActRunner } from '../hub.ts';
import { put, write } from '../store/test-documents.ts';
import { createActRunner } from './act-runner.ts';
import { type Ground, type Life, mortal, newLife, type Template, template } from './crash-fixture.ts';

const TTL_MS = 3000;
const NEVER = Number.POSITIVE_INFINITY;
let files: Template;
beforeAll(async () => {
  const run = put('run', { state: 'live', onAirSlotId: 'slot-1' });
  files = await template((store) => write(store, put('show'), put('product'), put('slot'), run));
});
afterAll(() => files.remove());

interface Kind {
  readonly does:
    | 'does it'
    | 'does it silently'
    | 'is silent'
    | 'refuses'
    | 'does it and breaks'
    | 'swallows it';
  readonly tells: boolean;
}
type Way = 'push' | 'stock';

/** It lives on when the hub dies. */
function outside({ does, tells }: Kind, ground: Ground) {
  const done: number[] = [];
  let shown: string | null = null;
  const silence = new Promise<never>(() => undefined);
  async function act(actId: string): Promise<void> {
    if (does === 'refuses') throw new AppError('platform/refused', { detail: 'no' });
    if (does !== 'is silent') done.push(ground.clock.monotonicMs());
    if (does !== 'is silent' && does !== 'swallows it') shown = actId;
    if (does === 'does it and breaks') throw new Error('socket hang up');
    if (does === 'does it silently' || does === 'is silent') await silence;
  }
  const platform: Platform = {
    name: 'test',
    pushProduct: ({ actId }) => act(actId),
    setOffer: ({ actId }) => act(actId),
    onAir: async () =>
      tells ? { productId: shown === null ? null : ('product-1' as string), actId: shown } : 'cannot-tell',
    readOffer: async () => 'cannot-tell',
    askAct: async () => (tells ? (done.length > 0 ? 'done' : 'not-done') : 'cannot-tell'),
    health: async () => ({ state: 'good', reason: null }),
  };
  return { platform, done, shown: () => shown !== null };
}

async function begin(ground: Ground, life: Life, platform: Platform): Promise<ActRunner> {
  const { store } = await ground.open(life);
  return createActRunner({
    ...{ ...ground.ports, store },
    platformFor: async () => mortal(platform, life, 'platform.'),
    admitOffer: async () => undefined,
    actMoved: () => undefined,
  });
}

interface Evening {
  readonly state: ActState | 'none';
  readonly done: readonly number[];
  readonly shown: boolean;
  readonly deadline: number;
  readonly moments: readonly [number, number];
}

async function evening(kind: Kind, way: Way, first: number, second: number): Promise<Evening> {
  const ground = files.ground();
  const { clock, timers } = ground;
  const world = outside(kind, ground);
  const lives = [newLife(first), newLife(second), newLife(NEVER)];
  const deadline = clock.monotonicMs() + TTL_MS;
  const limits = { ttlMs: TTL_MS, inTime: () => clock.monotonicMs() <= deadline };
  const amy = { personId: 'amy', personName: 'Amy', role: 'owner' } as const;
  for (const [at, life] of lives.entries()) {
    const runner = await begin(ground, life, world.platform);
    const work = (async () => {
      await runner.recover();
      if (at > 0) return;
      const what =
        way === 'push'
          ? ({ name: 'act.push', runId: 'run-1', slotId: 'slot-1', origin: 'take' } as const)
          : ({
              ...({ name: 'act.offer', runId: 'run-1', runKind: 'live', productId: 'product-1' } as const),
              change: { kind: 'stock', stockDelta: 5 },
            } as const);
      await runner
        .command({ ...what, actId: 'a1' }, limits, amy)
        .catch((error: unknown) => expect(error).toBeInstanceOf(AppError));
    })();
    let ended = false;
    void Promise.race([work, life.death]).then(() => {
      ended = true;
    });
    for (let waited = 0; waited < 20 && !ended; waited += 1) await timers.advance(1000);
    await Promise.race([work, life.death]);
    // What was planned goes on by itself, until it has ended or the hub has died over it.
    if (life.diedAt === null) await timers.advance(4000);
    if (life.diedAt === null) {
      await runner.stop();
      break;
    }
  }
  const state = (await ground.look().acts.get('a1'))?.state ?? 'none';
  await ground.close();
  return {
    ...{ state, done: world.done, shown: world.shown(), deadline },
    moments: [lives[0]?.moments ?? 0, lives[1]?.moments ?? 0],
  };
}

const whereItDidNot: readonly (ActState | 'none')[] = ['none', 'failed', 'expired'];

function judge(kind: Kind, way: Way, run: Evening): void {
  const told = JSON.stringify({ kind, way, ...run });
  // Never twice, and never after its time.
  expect(run.done.length, told).toBeLessThanOrEqual(1);
  for (const at of run.done) expect(at, told).toBeLessThanOrEqual(run.deadline);
  // Nothing is left half way.
  expect(['planned', 'sending', 'sent'], told).not.toContain(run.state);
  if (run.state === 'unknown') {
    expect(kind.tells, told).toBe(false);
    return;
  }
  if (run.done.length === 0) expect(whereItDidNot, told).toContain(run.state);
  else if (way === 'push' && !run.shown) expect(['not-shown'], told).toContain(run.state);
  else if (kind.tells) expect(['shown'], told).toContain(run.state);
  else expect(['expired', 'failed'], told).not.toContain(run.state);
}

const kinds: readonly Kind[] = (
  ['does it', 'does it silently', 'is silent', 'refuses', 'does it and breaks', 'swallows it'] as const
).flatMap((does) => [true, false].map((tells) => ({ does, tells })));

/** A platform that tells nothing shows the same whatever it was asked to do. */
const ways = ({ tells }: Kind): readonly Way[] => (tells ? ['push', 'stock'] : ['push']);

describe('[SY80] killed between any two lines, an act is done once or not at all, and its state is true', () => {
  test.each(kinds.flatMap((kind) => ways(kind).map((way) => ({ ...kind, way }))))(
    'a platform that $does and tells: $tells ($way)',
    async ({ way, ...kind }) => {
      const whole = await evening(kind, way, NEVER, NEVER);
      judge(kind, way, whole);
      expect(whole.moments[0]).toBeGreaterThan(10);
      const last = Math.min(whole.moments[0], 40);
      for (let first = 1; first <= last; first += 1) {
        const once = await evening(kind, way, first, NEVER);
        judge(kind, way, once);
        if (first % 8 !== 0) continue;
        for (let second = 1; second <= Math.min(once.moments[1], 24); second += 5)
          judge(kind, way, await evening(kind, way, first, second));
      }
    },
    120_000,
  );
});
