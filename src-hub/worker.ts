/** The hub in a worker thread: what a console without a team's hub starts for itself. */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { createHub } from './create-hub.ts';
import { asStartError } from './start-error.ts';

const dataSchema = z.object({
  dataDir: z.string().min(1),
  /** 0 lets the system choose. */
  port: z.int().min(0).max(65_535),
  ownerToken: z.string().min(1).max(300),
  /** The demo's platform may be a shop on this machine. */
  demo: z.boolean().default(false),
});
const closeSchema = z.object({ type: z.literal('close') });

export type HubWorkerMessage =
  | { readonly type: 'ready'; readonly url: string }
  /** With a code and its parameters where the error has words of ours. */
  | {
      readonly type: 'failed';
      readonly message: string;
      readonly code?: string;
      readonly params?: Record<string, string | number>;
    };

async function main(): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('src-hub/worker.ts runs in a worker thread only.');
  const tell = (message: HubWorkerMessage) => port.postMessage(message);
  try {
    const { demo, ...options } = dataSchema.parse(workerData);
    const hub = await createHub({ ...options, allowLoopbackShop: demo });
    port.on('message', (message: unknown) => {
      if (!closeSchema.safeParse(message).success) return;
      // With the port closed nothing keeps the thread alive: it ends by itself once the hub has.
      void hub.close().finally(() => port.close());
    });
    tell({ type: 'ready', url: hub.url });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const known = asStartError(error);
    tell({ type: 'failed', message, ...(known && { code: known.code, params: { ...known.params } }) });
    port.close();
  }
}

await main();
