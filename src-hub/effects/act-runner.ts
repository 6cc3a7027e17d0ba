/**
 * The state machine of acts on platforms, by the table in domain/platform/act.states.ts. Every move is committed before
 * what follows from it: `sending` before the platform is asked ([SY80]). Pushes of one run keep a second between them,
 * and a newer one takes an older one's place ([SY82]).
 */
import { AppError } from '#shared/contract/errors.ts';
import { type ActChange, noChange, type PlatformAct } from '#shared/domain/platform/act.schema.ts';
import type { ActMove } from '#shared/domain/platform/act.states.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { Platform } from '../connectors/connector.ts';
import type { ActCommand, ActRunner, Orderer, OrderToAct } from '../hub.ts';
import type { ActMoved, NewAct } from '../store/act-effects.ts';
import type { HubStore } from '../store/hub-store.ts';
import { doing } from './act-platform.ts';
import { actVerifier } from './act-verify.ts';
import type { AskingPorts, Certain } from './asking.ts';
import { assertInTime } from './boot.ts';
import { pacedLanes, type Turn } from './paced-lanes.ts';
import { serialByKey } from './serial-by-key.ts';
import { underWay } from './under-way.ts';

/** Between two pushes of a run. */
export const PUSH_GAP_MS = 1000;
/** A push that the hub makes by itself waits no longer for its turn. */
const OWN_TTL_MS = 5000;

export interface ActRunnerPorts extends AskingPorts {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly platformFor: (runKind: RunKind) => Promise<Platform>;
  /** Whether the rules let an offer be changed so; throws `AppError` where they do not. */
  readonly admitOffer: (command: OfferCommand, by: Orderer) => Promise<void>;
  readonly actMoved: (act: PlatformAct) => void;
}

type PushWish = Parameters<ActRunner['pushOwn']>[0];
export type OfferCommand = Extract<ActCommand, { name: 'act.offer' }>;
type Order = Pick<OrderToAct, 'ttlMs' | 'inTime'>;

export function createActRunner(ports: ActRunnerPorts): ActRunner {
  const { store, clock, timers, log, platformFor, admitOffer } = ports;
  const oneByOne = serialByKey();
  const lanes = pacedLanes({ clock, timers });
  const { track, ended } = underWay(timers);
  let stopped = false;
  const verifier = actVerifier({ ...ports, stopped: () => stopped, moved: ports.actMoved });

  async function actOf(actId: string): Promise<PlatformAct> {
    const act = await store.acts.get(actId);
    if (!act) throw new AppError('act/not-found');
    return act;
  }
  async function move(
    act: PlatformAct,
    name: ActMove,
    moved: Omit<ActMoved, 'at'> = {},
  ): Promise<PlatformAct> {
    const after = await store.acts.move(act.actId, act.revision, name, { at: isoNow(clock), ...moved });
    if (!after) throw new AppError('act/wrong-state', { state: (await actOf(act.actId)).state });
    ports.actMoved(after);
    return after;
  }

  /** Plans it, once for its id ([SY81]), and puts it into its lane. */
  async function plan(wish: NewAct, order: Order): Promise<void> {
    const { added, act } = await store.acts.create(wish);
    if (!added) return;
    ports.actMoved(act);
    for (const older of await overtakenBy(act)) {
      const moved = { at: isoNow(clock), reason: 'act/superseded' };
      const after = await store.acts.move(older.actId, older.revision, 'supersede', moved);
      if (after) ports.actMoved(after);
    }
    enqueue(act, order);
  }

  /**
   * What does not matter any more once something newer is meant: older pushes of the run, whatever is open about them,
   * and a price or shelf that was still waiting. Stock is added up, so nothing takes its place.
   */
  async function overtakenBy(act: PlatformAct): Promise<PlatformAct[]> {
    if (act.kind === 'stock') return [];
    const { runId, productId, kind } = act;
    const older = await store.acts.supersedable(
      kind === 'push' && runId !== null ? { runId } : { productId, kind },
    );
    return older.filter(
      (one) =>
        one.actId !== act.actId &&
        one.runKind === act.runKind &&
        (kind === 'push' || one.state === 'planned'),
    );
  }

  function enqueue(act: PlatformAct, order: Order): void {
    const [lane, gapMs] =
      act.kind === 'push' ? [`push/${act.runId}`, PUSH_GAP_MS] : [`offer/${act.productId}`, 0];
    lanes.add(lane, gapMs, (turn) =>
      track(deliver(act.actId, order, turn)).catch((error: unknown) => {
        if (!stopped) log.error({ err: error, actId: act.actId }, 'an act could not be done');
      }),
    );
  }

  async function deliver(actId: string, order: Order, turn: Turn): Promise<void> {
    const planned = await actOf(actId);
    if (stopped || planned.state !== 'planned') return;
    if (!order.inTime()) return void (await move(planned, 'expire', { reason: 'effect/expired' }));
    if (planned.kind === 'push' && !(await isOnAir(planned)))
      return void (await move(planned, 'supersede', { reason: 'act/not-on-air' }));
    const product = await store.documents.get('product', planned.productId);
    if (!product) return void (await move(planned, 'expire', { reason: 'product/not-found' }));
    const platform = await platformFor(planned.runKind);
    const sending = await move(planned, 'send');
    // The disk, or a process that was stopped meanwhile, took the rest of its time. Nobody was asked yet.
    if (!order.inTime()) return void (await move(sending, 'withdraw', { reason: 'effect/expired' }));
    turn.reached();
    const sinceMs = clock.monotonicMs();
    const done = await doing({ timers, log }, platform, sending, product, (late) => {
      track(heardLate(sending, late)).catch((error: unknown) => {
        if (!stopped) log.error({ err: error, actId }, 'a late answer could not be kept');
      });
    });
    if (done instanceof AppError) return void (await move(sending, 'fail', refusal(done)));
    if (done === 'done') await move(sending, 'accept');
    else await move(sending, 'lose', { reason: 'effect/unanswered' });
    verifier.follow(actId, platform, product, sinceMs);
  }

  /** An answer that came when it had been given up settles what is still unknown; what shows is read back anyway. */
  async function heardLate({ actId }: PlatformAct, done: Certain): Promise<void> {
    const act = await actOf(actId);
    if (act.state === 'unknown' && done instanceof AppError) await move(act, 'deny', refusal(done));
  }

  async function isOnAir({ runId, slotId }: PlatformAct): Promise<boolean> {
    const run = runId === null ? null : await store.documents.get('run', runId);
    return run !== null && run.onAirSlotId === slotId;
  }

  async function push(wish: PushWish, by: Orderer, order: Order): Promise<void> {
    const { actId, origin } = wish;
    const known = await store.acts.get(actId);
    if (known) {
      if (known.runId === wish.runId && known.slotId === wish.slotId) return;
      throw new AppError('act/id-reused');
    }
    assertInTime(order);
    const run = await store.documents.get('run', wish.runId);
    if (!run) throw new AppError('run/not-found');
    const slot = await store.documents.get('slot', wish.slotId);
    if (!slot || run.onAirSlotId !== slot.id) throw new AppError('act/not-on-air');
    await plan(
      {
        ...{ actId, showId: run.showId, runKind: run.kind, runId: run.id, kind: 'push', origin },
        ...{ productId: slot.productId, slotId: slot.id, change: noChange },
        ...{ orderedBy: by?.personName ?? null, orderedAt: isoNow(clock) },
      },
      order,
    );
  }

  async function offer(command: OfferCommand, by: Orderer, order: Order): Promise<void> {
    const { actId, runKind, productId } = command;
    const change = changeOf(command.change);
    const known = await store.acts.get(actId);
    if (known) {
      if (known.productId === productId && JSON.stringify(known.change) === JSON.stringify(change)) return;
      throw new AppError('act/id-reused');
    }
    assertInTime(order);
    const product = await store.documents.get('product', productId);
    if (!product) throw new AppError('product/not-found');
    await admitOffer(command, by);
    const run = command.runId === null ? null : await store.documents.get('run', command.runId);
    await plan(
      {
        ...{ actId, showId: product.showId, runKind, runId: run?.id ?? null, kind: command.change.kind },
        ...{ productId: product.id, slotId: null, change, origin: 'order' },
        ...{ orderedBy: by?.personName ?? null, orderedAt: isoNow(clock) },
      },
      order,
    );
  }

  async function ask(actId: string, order: Order): Promise<void> {
    assertInTime(order);
    const act = await actOf(actId);
    if (act.state !== 'unknown' && act.state !== 'not-shown')
      throw new AppError('act/wrong-state', { state: act.state });
    const product = await store.documents.get('product', act.productId);
    if (!product) throw new AppError('product/not-found');
    const { state } = await verifier.look(act, await platformFor(act.runKind), product);
    if (state === 'unknown') throw new AppError('act/cannot-tell');
  }

  async function settle(actId: string, done: boolean, order: Order): Promise<void> {
    assertInTime(order);
    const act = await actOf(actId);
    // Said twice, by two people who looked: the same.
    if (done && (act.state === 'by-hand' || act.state === 'shown')) return;
    await move(act, done ? 'settle' : 'deny', { reason: done ? null : 'act/not-done' });
  }

  function command(command: ActCommand, order: Order, by: Orderer): Promise<void> {
    switch (command.name) {
      case 'act.push':
        return oneByOne(`push/${command.runId}`, () => push(command, by, order));
      case 'act.offer':
        return oneByOne(`offer/${command.productId}`, () => offer(command, by, order));
      case 'act.ask':
        return oneByOne(`act/${command.actId}`, () => ask(command.actId, order));
      case 'act.settle':
        return oneByOne(`act/${command.actId}`, () => settle(command.actId, command.done, order));
    }
  }

  return {
    command: (order, limits, by) => track(command(order, limits, by)),
    pushOwn(wish) {
      const notAfterMs = clock.monotonicMs() + OWN_TTL_MS;
      const order = { ttlMs: OWN_TTL_MS, inTime: () => clock.monotonicMs() <= notAfterMs };
      return track(oneByOne(`push/${wish.runId}`, () => push(wish, null, order)));
    },
    async recover() {
      for (const act of await store.acts.inState('planned'))
        await move(act, 'expire', { reason: 'effect/restarted' });
      for (const act of await store.acts.inState('sending'))
        await move(act, 'lose', { reason: 'effect/unanswered' });
      // The platform is asked; nobody has to wait for it.
      for (const state of ['sent', 'unknown'] as const)
        for (const act of await store.acts.inState(state)) {
          const product = await store.documents.get('product', act.productId);
          if (product)
            verifier.follow(act.actId, await platformFor(act.runKind), product, clock.monotonicMs());
        }
    },
    async stop() {
      stopped = true;
      lanes.stop();
      await ended();
    },
  };
}

function refusal(error: AppError): { reason: string; detail: string | null } {
  const { detail } = error.params;
  return { reason: error.code, detail: detail === undefined ? null : String(detail) };
}

function changeOf(change: OfferCommand['change']): ActChange {
  switch (change.kind) {
    case 'price':
      return { ...noChange, priceFen: change.priceFen };
    case 'shelf':
      return { ...noChange, shelf: change.shelf };
    case 'stock':
      return { ...noChange, stockDelta: change.stockDelta };
  }
}
