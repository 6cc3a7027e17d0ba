/** A hub in a process of its own that says, when asked, how much memory it holds. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createHub } from '#hub/create-hub.ts';

export interface HubMemory {
  /** In the heap and in buffers beside it, once nothing more is garbage. */
  readonly heldBytes: number;
}

const GC_ROUNDS = 2;
const GC_PAUSE_MS = 100;

const [dataDir, port] = process.argv.slice(2);
const { gc } = globalThis;
if (dataDir === undefined || !process.send || !gc)
  throw new Error('soak/crowd/hub-main.ts is started by a proof, with --expose-gc');
const hub = await createHub({ dataDir, port: Number(port) });
process.on('message', () => void tell());
process.once('disconnect', () => process.exit());
process.send({ url: hub.url, port: hub.port });

/** Buffers are let go of by callbacks that a first collection makes due, and freed by a thread of its own after the next. */
async function tell(): Promise<void> {
  for (let rounds = 0; rounds < GC_ROUNDS; rounds += 1) {
    await sleep(GC_PAUSE_MS);
    gc?.();
  }
  await sleep(GC_PAUSE_MS);
  const { heapUsed, external } = process.memoryUsage();
  process.send?.({ heldBytes: heapUsed + external } satisfies HubMemory);
}
