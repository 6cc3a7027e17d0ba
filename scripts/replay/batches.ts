/** Cutting a stream of order events into requests that the hub takes. */
import type { OrderEvent } from '#shared/domain/order/order.schema.ts';

export const BATCH_EVENTS = 500;
/** Below the hub's 1 MB, with room for the brackets and commas around the events. */
export const BATCH_BYTES = 900_000;

export interface Batch {
  readonly events: readonly OrderEvent[];
  /** The request's body: a JSON list. */
  readonly body: string;
}

/** The events in their order, as full batches. An event alone may be over the limit: the hub then says so. */
export function batchesOf(events: readonly OrderEvent[]): Batch[] {
  const batches: Batch[] = [];
  let pending: OrderEvent[] = [];
  let texts: string[] = [];
  let bytes = 0;
  const close = () => {
    if (pending.length > 0) batches.push({ events: pending, body: `[${texts.join(',')}]` });
    pending = [];
    texts = [];
    bytes = 0;
  };
  for (const event of events) {
    const text = JSON.stringify(event);
    const size = Buffer.byteLength(text) + 1;
    if (pending.length === BATCH_EVENTS || bytes + size > BATCH_BYTES) close();
    pending.push(event);
    texts.push(text);
    bytes += size;
  }
  close();
  return batches;
}

/** By the sheet's own clock; events of one moment stay in the order of the file. */
export function inTimeOrder(events: readonly OrderEvent[]): OrderEvent[] {
  return [...events].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
