/**
 * The state machine of drops, by the table in domain/drop/drop.states.ts. Every move is committed before what follows
 * from it: `sending` before the platform is asked, `open` only after it has answered ([SY55]). All steps of one drop run
 * one after another here; the revision guards against everything else.
 */
import { AppError } from '#shared/contract/errors.ts';
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import { type DropMove, moveDrop } from '#shared/domain/drop/drop.states.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { Connector, DropAnswer } from '../connectors/connector.ts';
import type { DropCommand, DropRunner, OrderToAct } from '../hub.ts';
import type { DropChange, DropRecord, HubStore } from '../store/hub-store.ts';
import { ASK_WAIT_MS, ATTEMPT_WAIT_MS, asking, attempting, type Certain } from './asking.ts';
import { assertInTime, type Boot } from './boot.ts';
import { dropClaims } from './drop-claims.ts';
import { type Countdown, countdowns } from './drop-countdown.ts';
import { dropHeat } from './drop-heat.ts';
import { dropPriceBack, type PriceBackPorts } from './drop-price-back.ts';
import { isFlash } from './flash-price.ts';
import { serialByKey } from './serial-by-key.ts';
import { underWay } from './under-way.ts';

export interface DropRunnerPorts extends PriceBackPorts {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly boot: Pick<Boot, 'onAway'>;
  readonly connectorFor: (runKind: RunKind) => Connector;
  /** A secret that nobody can guess, for the draw of one lucky bag. */
  readonly newSeed: () => string;
}

type Change = Omit<DropChange, 'state'>;
/** What firing needs to know of an order; one by key from outside has no time of its own. */
type FireOrder = Pick<OrderToAct, 'commandId' | 'ttlMs' | 'inTime'>;

/** A sleep does not show as one where the monotonic clock goes on in it. */
const STOOD_STILL_MS = 10 * 60_000;

export function createDropRunner(ports: DropRunnerPorts): DropRunner {
  const { store, clock, timers, connectorFor, dropMoved, newSeed, putPriceBack, log } = ports;
  const oneByOne = serialByKey();
  const closers = new Map<string, () => void>();
  const { track, ended } = underWay(timers);
  const counting = countdowns({ clock, timers });
  const putBack = dropPriceBack(ports);
  const heat = dropHeat(clock);
  let stopped = false;

  /** Work of one drop, after all of its earlier work; `stop` waits for it. */
  function inTurn<T>(dropId: string, work: () => Promise<T>): Promise<T> {
    return track(oneByOne(dropId, work));
  }
  /** The same for work that nobody waits for. */
  function later(dropId: string, what: string, work: () => Promise<unknown>): void {
    inTurn(dropId, async () => {
      if (!stopped) await work();
    }).catch((error: unknown) => log.error({ err: error, dropId }, what));
  }

  async function recordOf(dropId: string): Promise<DropRecord> {
    const record = await store.drops.get(dropId);
    if (!record) throw new AppError('drop/not-found');
    return record;
  }
  async function planOf(dropId: string): Promise<Drop> {
    const drop = await store.documents.get('drop', dropId);
    if (!drop) throw new AppError('drop/not-found');
    return drop;
  }
  const priceBack = async (dropId: string) => putBack(await recordOf(dropId), await planOf(dropId));

  /** Throws `drop/wrong-state` where the table has no such move, `drop/changed` when somebody else was first. */
  async function move(record: DropRecord, name: DropMove, change: Change = {}): Promise<DropRecord> {
    const state = moveDrop(record.state, name);
    if (state === null) throw new AppError('drop/wrong-state', { state: record.state });
    const moved = await store.drops.move(record.dropId, record.revision, { state, ...change });
    if (!moved) throw new AppError('drop/changed');
    dropMoved(moved.dropId, moved.showId);
    return moved;
  }

  /** What is noted as a drop is fired, with or without a countdown. */
  function firedBy(drop: Drop, { commandId }: FireOrder): Change {
    heat.fired(drop);
    const seed = drop.kind === 'lucky-bag' ? { seed: newSeed() } : {};
    return { firedBy: commandId, firedAt: isoNow(clock), reason: null, ...seed };
  }

  /** Answers once the countdown runs; what it leads to is told to whoever waits for the promise inside. */
  async function count(armed: DropRecord, drop: Drop, order: FireOrder): Promise<{ opened: Promise<void> }> {
    const ms = drop.countdownSec * 1000;
    const opensAt = new Date(clock.nowMs() + ms).toISOString();
    const counted = await move(armed, 'count', { ...firedBy(drop, order), opensAt });
    if (!order.inTime()) {
      await move(counted, 'expire', { reason: 'effect/expired', opensAt: null });
      throw new AppError('effect/expired', { seconds: Math.round(order.ttlMs / 1000) });
    }
    const opened = counting.begin(drop.id, order.commandId, ms, (countdown) =>
      later(drop.id, 'opening after a countdown failed', () => atZero(counted, countdown)),
    );
    // Most countdowns are waited for by nobody: the state says how they ended.
    opened.catch(() => undefined);
    return { opened };
  }

  async function atZero({ dropId, revision }: DropRecord, countdown: Countdown): Promise<void> {
    try {
      const record = await recordOf(dropId);
      if (record.state !== 'countdown' || record.revision !== revision) throw new AppError('drop/changed');
      if (!countdown.inTime()) {
        await move(record, 'expire', { reason: 'effect/expired', opensAt: null });
        throw new AppError('effect/expired', { seconds: 0 });
      }
      await fire(record, { ...countdown, ttlMs: 0 });
      countdown.ended();
    } catch (error) {
      countdown.ended(error);
      if (!(error instanceof AppError)) throw error;
    }
  }

  async function callOff(record: DropRecord): Promise<void> {
    await move(record, 'callOff', { reason: null, opensAt: null });
    counting.callOff(record.dropId);
  }

  async function fire(armed: DropRecord, order: FireOrder): Promise<void> {
    const drop = await planOf(armed.dropId);
    // A countdown has noted all that before it began.
    const counted = armed.state === 'countdown';
    const noted = counted ? { reason: null } : firedBy(drop, order);
    const sending = await move(armed, counted ? 'zero' : 'fire', { ...noted, opensAt: null });
    if (!order.inTime()) {
      // The disk, or a process that was stopped meanwhile, took the rest of its time. Nobody was asked yet.
      await move(sending, 'withdraw', { reason: 'effect/expired' });
      return assertInTime(order);
    }
    const wait = { waitMs: ATTEMPT_WAIT_MS, about: { dropId: drop.id } };
    const fireIt = () => connectorFor(drop.runKind).fireDrop(drop);
    const onLate = (late: Certain) =>
      later(drop.id, 'a late answer could not be kept', () => heardLate(sending, late));
    const fired = await attempting(ports, wait, fireIt, onLate);
    if (fired === 'done') return open(sending, 'opened', drop, isoNow(clock));
    if (fired === 'nobody-knows') return resolve(sending, drop);
    await move(sending, 'fail', { reason: fired.code });
    throw fired;
  }

  /** Nobody knows: that is kept first, then the platform is asked. */
  async function resolve(sending: DropRecord, drop: Drop): Promise<void> {
    const unknown = await move(sending, 'lose', { reason: 'effect/unanswered' });
    const answer = await ask(unknown, drop);
    if (answer !== 'open') throw new AppError(answer === 'not-open' ? 'drop/not-open' : 'effect/unanswered');
  }

  async function ask(unknown: DropRecord, drop: Drop) {
    const wait = { waitMs: ASK_WAIT_MS, about: { dropId: drop.id } };
    const answer = await asking<DropAnswer>(ports, wait, () => connectorFor(drop.runKind).askDrop(drop));
    if (answer === 'open') await open(unknown, 'settleOpen', drop, unknown.firedAt ?? isoNow(clock));
    if (answer === 'not-open') await move(unknown, 'settleFailed', { reason: 'drop/not-open' });
    return answer;
  }

  /** An answer that came when it had been given up: it settles what is still unknown, and nothing else. */
  async function heardLate({ dropId, revision }: DropRecord, fired: Certain): Promise<void> {
    const record = await recordOf(dropId);
    if (record.state !== 'unknown' || record.revision !== revision + 1) return;
    if (fired === 'done')
      await open(record, 'settleOpen', await planOf(dropId), record.firedAt ?? isoNow(clock));
    else await move(record, 'settleFailed', { reason: fired.code });
  }

  async function open(
    record: DropRecord,
    name: 'opened' | 'settleOpen',
    { openSec }: Drop,
    openedAt: string,
  ): Promise<void> {
    const closesAt = new Date(Date.parse(openedAt) + openSec * 1000).toISOString();
    const opened = await move(record, name, { openedAt, closesAt, reason: null });
    closeInTime(opened.dropId, closesAt);
  }

  function closeInTime(dropId: string, closesAt: string): void {
    closers.get(dropId)?.();
    const leftMs = Math.max(0, Date.parse(closesAt) - clock.nowMs());
    const close = async () => {
      const record = await recordOf(dropId);
      if (record.state === 'open') await endNow(record, closesAt);
    };
    closers.set(
      dropId,
      timers.after(leftMs, () => later(dropId, 'closing a drop failed', close)),
    );
  }

  async function endNow(record: DropRecord, closedAt: string): Promise<void> {
    const drop = await store.documents.get('drop', record.dropId);
    const priced = putPriceBack !== null && drop !== null && isFlash(drop);
    await move(record, 'close', { closedAt, ...(priced ? { priceBack: 'pending' } : {}) });
    closers.get(record.dropId)?.();
    closers.delete(record.dropId);
    if (priced) later(record.dropId, 'putting a price back failed', () => priceBack(record.dropId));
  }

  async function stop(record: DropRecord): Promise<void> {
    await endNow(record, isoNow(clock));
    const drop = await store.documents.get('drop', record.dropId);
    if (drop) await connectorFor(drop.runKind).stopDrop(drop.id);
  }

  async function askAgain(record: DropRecord): Promise<void> {
    if (record.state !== 'unknown') throw new AppError('drop/wrong-state', { state: record.state });
    if ((await ask(record, await planOf(record.dropId))) === 'cannot-tell')
      throw new AppError('drop/cannot-tell');
  }

  async function settle(record: DropRecord, opened: boolean): Promise<void> {
    if (opened)
      await open(record, 'settleOpen', await planOf(record.dropId), record.firedAt ?? isoNow(clock));
    else await move(record, 'settleFailed', { reason: null });
  }

  async function run(command: DropCommand, order: OrderToAct): Promise<void> {
    const record = await recordOf(command.dropId);
    // Its answer may have been lost, and time has passed since: this very order was done ([SY54]).
    if (command.name === 'drop.fire' && record.firedBy === order.commandId && isUnderWay(record)) return;
    const asSeen = 'revision' in command ? command.revision === record.revision : true;
    if (!order.inTime()) {
      // Only the arming that this order meant expires with it, not one that came after.
      if (command.name === 'drop.fire' && asSeen && record.state === 'armed')
        await move(record, 'expire', { reason: 'effect/expired' });
      return assertInTime(order);
    }
    if (!asSeen) throw new AppError('drop/changed');
    switch (command.name) {
      case 'drop.arm':
        return void (await move(record, 'arm', { reason: null }));
      case 'drop.disarm':
        return void (await move(record, 'disarm'));
      case 'drop.fire': {
        const drop = await planOf(record.dropId);
        if (record.state !== 'armed') throw new AppError('drop/wrong-state', { state: record.state });
        heat.assertCool(drop);
        if (drop.countdownSec === 0) return fire(record, order);
        return void (await count(record, drop, order));
      }
      case 'drop.callOff':
        return callOff(record);
      case 'drop.priceBack':
        if (record.priceBack !== 'failed') throw new AppError('drop/wrong-state', { state: record.state });
        return priceBack(record.dropId);
      case 'drop.stop':
        return stop(record);
      case 'drop.ask':
        return askAgain(record);
      case 'drop.settle':
        return settle(record, command.opened);
    }
  }

  /** Armed for an order by key; null when that very order has opened it before. */
  async function armedFor(dropId: string, key: string): Promise<DropRecord | null> {
    const record = await recordOf(dropId);
    if (record.firedBy === key) {
      if (hasOpened(record)) return null;
      if (record.state !== 'armed') throw new AppError('drop/wrong-state', { state: record.state });
    }
    return record.state === 'armed' ? record : move(record, 'arm', { reason: null });
  }

  /** Opens at once: whoever orders by key has counted down, or does not. */
  async function fireByKey(dropId: string, key: string): Promise<{ state: 'open' }> {
    const armed = await armedFor(dropId, key);
    if (armed) await fire(armed, { commandId: key, ttlMs: 0, inTime: () => true });
    return { state: 'open' };
  }

  /** A step of a sequence: with the drop's own countdown, which does not hold up what else is done with the drop. */
  async function fireStep(dropId: string, key: string, inTime: () => boolean) {
    const armed = await armedFor(dropId, key);
    const order = { commandId: key, ttlMs: 0, inTime };
    if (!armed) return { opened: Promise.resolve() };
    const drop = await planOf(dropId);
    if (drop.countdownSec > 0) return count(armed, drop, order);
    await fire(armed, order);
    return { opened: Promise.resolve() };
  }

  /** Who armed it reckoned with the hub as it was: what is meant after a restart or a sleep, a person says anew. */
  async function expireArmed(): Promise<void> {
    for (const state of ['armed', 'countdown'] as const)
      for (const { dropId } of await store.drops.inState(state))
        await inTurn(dropId, async () => {
          const record = await recordOf(dropId);
          if (record.state !== state) return;
          await move(record, 'expire', { reason: 'effect/restarted', opensAt: null });
          counting.callOff(dropId);
        });
  }
  ports.boot.onAway(({ slept, ms }) => {
    if (stopped || (!slept && ms < STOOD_STILL_MS)) return;
    expireArmed().catch((error: unknown) => log.error({ err: error }, 'expiring what was armed failed'));
  });

  return {
    command: (command, order) => inTurn(command.dropId, () => run(command, order)),
    fireByKey: (dropId, key) => inTurn(dropId, () => fireByKey(dropId, key)),
    async fireStep(dropId, key, inTime) {
      const { opened } = await inTurn(dropId, () => fireStep(dropId, key, inTime));
      await opened;
    },
    claim: dropClaims(ports),
    async recover() {
      await expireArmed();
      for (const record of await store.drops.inState('sending'))
        await move(record, 'lose', { reason: 'effect/unanswered' });
      for (const record of await store.drops.inState('open')) {
        const closesAt = record.closesAt ?? isoNow(clock);
        if (Date.parse(closesAt) <= clock.nowMs()) await endNow(record, closesAt);
        else closeInTime(record.dropId, closesAt);
      }
      for (const { dropId, priceBack: price } of await store.drops.inState('closed'))
        if (price === 'pending') later(dropId, 'putting a price back failed', () => priceBack(dropId));
      for (const { dropId } of await store.drops.inState('unknown')) {
        // Nobody has to wait for it, and the platform may be slow to answer.
        later(dropId, 'asking for an unknown drop failed', async () => {
          const record = await recordOf(dropId);
          if (record.state === 'unknown') await ask(record, await planOf(dropId));
        });
      }
    },
    async stop() {
      stopped = true;
      for (const callOffClosing of closers.values()) callOffClosing();
      closers.clear();
      counting.stop();
      await ended();
    },
  };
}

function hasOpened({ state }: DropRecord): boolean {
  return state === 'open' || state === 'closed';
}

function isUnderWay(record: DropRecord): boolean {
  return record.state === 'countdown' || hasOpened(record);
}
