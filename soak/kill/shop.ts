/** A shop's backend and its buyers beside the consoles: what is not answered is sent again, as integrators are told to. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Ledger } from '../ledger.ts';
import type { Random } from '../random.ts';

export interface ShopOptions {
  readonly showId: string;
  readonly key: string;
  readonly hubUrl: () => string | null;
  readonly ledger: Ledger;
  readonly random: Random;
  /** False ends a request that is tried again and again. */
  readonly open: () => boolean;
}

export interface Shop {
  /** Sends some orders, now and then some of before. */
  sell(): Promise<void>;
  /** A buyer asks for a coupon of a drop that somebody says is open. */
  claim(): Promise<void>;
}

const resultSchema = z.object({ accepted: z.int(), duplicates: z.int(), rejected: z.array(z.unknown()) });
const outcomeSchema = z.object({ outcome: z.string() });
const AGAIN_MS = 50;
const SKUS = 12;

export function shop({ showId, key, hubUrl, ledger, random, open }: ShopOptions): Shop {
  let orders = 0;
  let claims = 0;
  const sent: ReturnType<typeof orderEvent>[][] = [];

  /** The answer's body, or null when it was given up. */
  async function post(path: string, body: unknown): Promise<unknown> {
    while (open()) {
      const url = hubUrl();
      const response =
        url === null ? null : await fetch(new URL(path, url), requestOf(body)).catch(() => null);
      if (response?.ok) {
        const answer: unknown = await response.json().catch(() => null);
        if (answer !== null) return answer;
      }
      await sleep(AGAIN_MS);
    }
    return null;
  }
  const requestOf = (body: unknown) => ({
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

  function orderEvent() {
    orders += 1;
    const amountFen = 100 + random.below(20_000);
    const sku = `SKU-${random.below(SKUS)}`;
    return {
      ...{ eventId: `e-${orders}`, orderId: `o-${orders}`, amountFen },
      kind: random.chance(0.1) ? 'refunded' : 'paid',
      lines: [{ sku, title: sku, qty: 1, priceFen: amountFen, amountFen }],
      ...{ channel: 'mini-program', shopId: 'main', buyerId: `u-${random.below(200)}` },
      at: new Date(Date.now()).toISOString(),
    };
  }

  return {
    async sell() {
      const again = random.chance(0.1) ? random.pick(sent) : undefined;
      const batch = again ?? Array.from({ length: 1 + random.below(20) }, orderEvent);
      sent.push(batch);
      const answer = await post(`/v1/shows/${showId}/orders`, batch);
      if (answer === null) return;
      const { accepted, duplicates, rejected } = resultSchema.parse(answer);
      if (accepted + duplicates !== batch.length)
        ledger.violations.push(`orders were rejected: ${JSON.stringify(rejected)}`);
      for (const { eventId, kind, amountFen } of batch)
        ledger.facts.set(eventId, kind === 'paid' ? amountFen : -amountFen);
    },
    async claim() {
      const opened = ledger.orders.filter(({ answer }) => answer === 'done');
      const before = random.chance(0.2) ? random.pick(ledger.claims) : undefined;
      const dropId = before?.dropId ?? random.pick(opened)?.dropId;
      if (dropId === undefined) return;
      if (!before) claims += 1;
      const claimId = before?.claimId ?? `c-${claims}`;
      const buyerId = before?.buyerId ?? `u-${random.below(20)}`;
      const answer = await post(`/v1/drops/${dropId}/claims`, { claimId, buyerId });
      if (answer === null) return;
      const { outcome } = outcomeSchema.parse(answer);
      if (before && before.outcome !== outcome)
        ledger.violations.push(`claim ${claimId} was answered ${before.outcome}, then ${outcome}`);
      if (!before) ledger.claims.push({ dropId, claimId, buyerId, outcome });
    },
  };
}
