/**
 * Sending batches to a hub until each is answered. Events have their identity, so a batch whose answer was lost is
 * sent again as it is: what the hub had already it counts as duplicates.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { ingestResultSchema } from '#shared/contract/ingest.ts';
import type { OrderEvent } from '#shared/domain/order/order.schema.ts';
import type { Batch } from './batches.ts';

export interface HubAddress {
  readonly hub: string;
  readonly key: string;
  readonly show: string;
}

export interface RejectedEvent {
  readonly event: OrderEvent;
  readonly code: string;
  readonly message: string;
}

export interface Delivery {
  accepted: number;
  duplicates: number;
  readonly rejected: RejectedEvent[];
}

/** How long the hub may stay away before the replay gives up. */
const PATIENCE_MS = 120_000;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;

/** The hub refuses the request itself, and would again: no key, no such show, a wrong address. */
export class RefusedError extends Error {}

/** Sends one batch and adds its answer to `delivery`. Throws `RefusedError`, or the last fault when patience ends. */
export async function deliver(
  address: HubAddress,
  batch: Batch,
  delivery: Delivery,
  tell: (line: string) => void,
): Promise<void> {
  const result = ingestResultSchema.parse(await untilAnswered(address, batch.body, tell));
  delivery.accepted += result.accepted;
  delivery.duplicates += result.duplicates;
  for (const { index, code, message } of result.rejected) {
    const event = batch.events[index];
    if (event) delivery.rejected.push({ event, code, message });
  }
}

async function untilAnswered(
  address: HubAddress,
  body: string,
  tell: (line: string) => void,
): Promise<unknown> {
  const giveUpMs = performance.now() + PATIENCE_MS;
  for (let attempt = 0; ; attempt += 1) {
    const answer = await request(address, body);
    if ('value' in answer) return answer.value;
    if (performance.now() > giveUpMs) throw new Error(`The hub did not take the orders: ${answer.fault}`);
    const backOffMs = Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS);
    // A share of chance, so that several replays that lost the same hub do not all come back at once.
    const waitMs = Math.max(answer.retryAfterMs, backOffMs * (0.75 + Math.random() / 2));
    tell(`${answer.fault}; trying again in ${(waitMs / 1000).toFixed(1)} s`);
    await sleep(waitMs);
  }
}

type Answer = { value: unknown } | { fault: string; retryAfterMs: number };

async function request({ hub, key, show }: HubAddress, body: string): Promise<Answer> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(new URL(`/v1/shows/${encodeURIComponent(show)}/orders`, hub), {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body,
    });
    text = await response.text();
  } catch (error) {
    return { fault: `The hub is out of reach (${reasonOf(error)})`, retryAfterMs: 0 };
  }
  if (response.status === 200) return { value: JSON.parse(text) };
  const fault = `The hub answered ${response.status}: ${text.slice(0, 300)}`;
  const mayPass = response.status === 429 || response.status >= 500;
  if (!mayPass) throw new RefusedError(fault);
  return { fault, retryAfterMs: 1000 * Number(response.headers.get('retry-after') ?? 0) || 0 };
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return String(cause);
}
