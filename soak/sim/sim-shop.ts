/** A shop's backend and its buyers in a simulated evening: what is not answered is sent again, as integrators are told to. */
import type { OrderEvent } from '#shared/domain/order/order.schema.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import type { Ledger, ToldClaim } from '../ledger.ts';
import type { Random } from '../random.ts';
import type { SimHub } from './sim-hub.ts';
import { SHOW } from './sim-hub.ts';
import type { World } from './world.ts';

export interface SimShop {
  /** Ends once everything that was sold is accepted, when `open` is false. */
  readonly waiting: number;
  start(): void;
  close(): void;
  /** Sends everything anew: what shops do after their hub was put back to an earlier state. */
  startOver(): void;
}

const SELLS_WITHIN_MS = 4000;
const AGAIN_MS = 700;
const CLAIMS_WITHIN_MS = 2500;
const target = { showId: SHOW.showId, runKind: 'live' } as FactTarget;

export function simShop(world: World, hub: SimHub, ledger: Ledger, random: Random): SimShop {
  const unanswered: OrderEvent[][] = [];
  const answered: OrderEvent[][] = [];
  let orders = 0;
  let claims = 0;
  let open = false;

  function sell(): void {
    if (!open) return;
    const again = random.chance(0.15) ? random.pick(answered) : undefined;
    unanswered.push(again ?? Array.from({ length: 1 + random.below(4) }, order));
    world.after(random.below(SELLS_WITHIN_MS), 'the shop sells', sell);
  }

  /** The oldest unanswered batch, over and over; then the next. */
  async function send(): Promise<void> {
    const [batch] = unanswered;
    const core = hub.core;
    if (batch && core) {
      const answer = await core.services.ingestOrders(target, batch).catch(() => null);
      // A hub that died before its answer went out has answered nothing.
      if (answer && hub.core === core) {
        unanswered.shift();
        answered.push(batch);
        if (answer.accepted + answer.duplicates !== batch.length)
          ledger.violations.push(`orders were rejected: ${JSON.stringify(answer.rejected)}`);
        for (const { eventId, kind, amountFen } of batch)
          ledger.facts.set(eventId, kind === 'paid' ? amountFen : -amountFen);
      }
    }
    world.after(random.below(AGAIN_MS), 'the shop sends', () => void send());
  }

  /** A buyer asks for a coupon, or asks again for one that he may not have heard of. */
  async function claim(): Promise<void> {
    const core = hub.core;
    const before = random.chance(0.3) ? random.pick(ledger.claims) : undefined;
    const dropId = before?.dropId ?? random.pick(ledger.orders)?.dropId;
    if (core && dropId !== undefined) {
      if (!before) claims += 1;
      const claimId = before?.claimId ?? `c-${claims}`;
      const buyerId = before?.buyerId ?? `u-${random.below(6)}`;
      const outcome = await core.services.drops.claim(dropId, claimId, buyerId).catch(() => null);
      // A drop that was never planned, or planned since the backup that is served now, is no answer.
      const isAnswer = outcome !== null && outcome !== 'no-such-drop' && hub.core === core;
      if (isAnswer) heard({ dropId, claimId, buyerId, outcome }, before?.outcome);
    }
    if (open) world.after(random.below(CLAIMS_WITHIN_MS), 'a buyer claims', () => void claim());
  }

  function heard(claimed: ToldClaim, before: string | undefined): void {
    const { claimId, outcome } = claimed;
    if (before !== undefined && before !== outcome && ledger.claims.some((one) => one.claimId === claimId))
      ledger.violations.push(`claim ${claimId} was answered ${before}, then ${outcome}`);
    if (before === undefined) ledger.claims.push(claimed);
  }

  function order(): OrderEvent {
    orders += 1;
    const amountFen = 100 + random.below(20_000);
    const sku = `sku-product-${1 + random.below(6)}`;
    const event = {
      ...{ eventId: `e-${orders}`, orderId: `o-${orders}`, amountFen, channel: 'app', shopId: 'main' },
      kind: random.chance(0.1) ? 'refunded' : 'paid',
      lines: [{ sku, title: sku, qty: 1, priceFen: amountFen, amountFen }],
      ...{ buyerId: `u-${random.below(20)}`, at: '2026-06-18T11:00:00.000Z' },
    };
    return event as OrderEvent;
  }

  return {
    get waiting() {
      return unanswered.length;
    },
    start() {
      open = true;
      sell();
      void send();
      void claim();
    },
    close() {
      open = false;
    },
    startOver() {
      unanswered.unshift(...answered.splice(0));
      // What buyers were granted since the backup, nobody knows any more: claims are not sent again by anybody.
      ledger.claims.splice(0);
    },
  };
}
