/**
 * Reads an act back from its platform until it shows: often at first, so that a person hears within 3 s of one that does
 * not, and now and then for half a minute after that, since platforms are sometimes merely slow.
 */
import type { PlatformAct } from '#shared/domain/platform/act.schema.ts';
import type { ActMove } from '#shared/domain/platform/act.states.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { Platform } from '../connectors/connector.ts';
import type { HubStore } from '../store/hub-store.ts';
import { askAct, readBack, type Seen } from './act-platform.ts';
import type { AskingPorts } from './asking.ts';

/** From the moment at which the platform was asked; leaves room for the news to reach a screen within 3 s. */
const FLAG_MS = 2000;
const FAST_MS = 300;
const SLOW_MS = 2000;
const GIVE_UP_MS = 30_000;

export interface VerifyPorts extends AskingPorts {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly stopped: () => boolean;
  readonly moved: (act: PlatformAct) => void;
}

export interface Verifier {
  /** Follows an act that is sent or unknown to its end; never rejects. `sinceMs` is monotonic. */
  follow(actId: string, platform: Platform, product: Product, sinceMs: number): void;
  /** Looks once, now. Answers what the act has come to. */
  look(act: PlatformAct, platform: Platform, product: Product): Promise<PlatformAct>;
}

export function actVerifier(ports: VerifyPorts): Verifier {
  const { store, clock, timers, log, stopped, moved } = ports;

  async function move(act: PlatformAct, name: ActMove, reason: string | null = null): Promise<PlatformAct> {
    const after = await store.acts.move(act.actId, act.revision, name, { at: isoNow(clock), reason });
    if (after) moved(after);
    // Somebody was first: a person, or a newer push.
    return after ?? (await store.acts.get(act.actId)) ?? act;
  }

  /** A push that something newer has taken the place of needs no looking after. */
  async function overtaken(act: PlatformAct): Promise<string | null> {
    if (act.kind !== 'push' || act.runId === null) return null;
    const latest = await store.acts.latestPush(act.runId);
    if (latest && latest.actId !== act.actId) return 'act/superseded';
    const run = await store.documents.get('run', act.runId);
    return run?.onAirSlotId === act.slotId ? null : 'act/not-on-air';
  }

  /** What is still open when its time is up. */
  async function judge(act: PlatformAct, seen: Seen, platform: Platform): Promise<PlatformAct> {
    if (act.state === 'sent')
      return seen === 'other' ? move(act, 'miss', 'act/not-shown') : move(act, 'lose', 'act/cannot-tell');
    if (act.state !== 'unknown' || seen === 'cannot-tell') return act;
    const answer = await askAct(ports, platform, act);
    if (answer === 'not-done') return move(act, 'deny', 'act/not-done');
    return answer === 'done' ? move(await move(act, 'find'), 'miss', 'act/not-shown') : act;
  }

  async function once(act: PlatformAct, platform: Platform, product: Product): Promise<[PlatformAct, Seen]> {
    const reason = await overtaken(act);
    if (reason !== null) return [await move(act, 'supersede', reason), 'other'];
    const seen = await readBack(ports, platform, act, product);
    const open = (await store.acts.get(act.actId)) ?? act;
    return [seen === 'shown' && isOpen(open) ? await move(open, 'show') : open, seen];
  }

  async function step(actId: string, platform: Platform, product: Product, sinceMs: number): Promise<void> {
    const before = await store.acts.get(actId);
    if (stopped() || !before || !isOpen(before)) return;
    const age = () => clock.monotonicMs() - sinceMs;
    let [act, seen] = await once(before, platform, product);
    const due = age() >= FLAG_MS;
    if (due && isOpen(act)) act = await judge(act, seen, platform);
    if (!isOpen(act) || stopped() || age() >= GIVE_UP_MS) return;
    const pauseMs = due ? SLOW_MS : Math.min(FAST_MS, Math.max(0, FLAG_MS - age()));
    timers.after(pauseMs, () => begin(actId, platform, product, sinceMs));
  }

  function begin(actId: string, platform: Platform, product: Product, sinceMs: number): void {
    step(actId, platform, product, sinceMs).catch((error: unknown) => {
      if (!stopped()) log.error({ err: error, actId }, 'reading an act back failed');
    });
  }

  return {
    follow: (actId, platform, product, sinceMs) => begin(actId, platform, product, sinceMs),
    async look(act, platform, product) {
      const [looked, seen] = await once(act, platform, product);
      return isOpen(looked) ? judge(looked, seen, platform) : looked;
    },
  };
}

/** Whether it may still turn out to show. */
function isOpen({ state }: PlatformAct): boolean {
  return state === 'sent' || state === 'unknown' || state === 'not-shown';
}
