/** When what is sent: by the sheet's own clock, run faster, or as fast as the hub takes it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { OrderEvent } from '#shared/domain/order/order.schema.ts';

/** Orders that fall due within this time share a request. */
const TICK_MS = 100;

/** Yields groups of events when their time has come; `speed` null yields them all at once. */
export async function* paced(
  events: readonly OrderEvent[],
  speed: number | null,
): AsyncIterable<readonly OrderEvent[]> {
  const [first] = events;
  if (speed === null || !first) {
    yield events;
    return;
  }
  const sheetStartMs = Date.parse(first.at);
  const startMs = performance.now();
  const dueMs = (event: OrderEvent) => startMs + (Date.parse(event.at) - sheetStartMs) / speed;
  let sent = 0;
  while (sent < events.length) {
    const now = performance.now();
    let end = sent;
    for (let event = events[end]; event && dueMs(event) <= now; event = events[end]) end += 1;
    if (end > sent) yield events.slice(sent, end);
    sent = end;
    const next = events[sent];
    if (next) await sleep(Math.max(TICK_MS, dueMs(next) - performance.now()));
  }
}
