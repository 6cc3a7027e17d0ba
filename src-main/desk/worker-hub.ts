/** The console's own hub in a worker thread: the same hub as a team's, on a loopback port. */
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { DeskPorts, OwnHub } from './ports.ts';

const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), url: z.string() }),
  z.object({ type: z.literal('failed'), message: z.string() }),
]);

/** `entry` is the worker's file: the hub's TypeScript, or its bundle in a built app. */
export function workerHub(entry: URL | string, onFailure: (error: Error) => void): DeskPorts['startOwnHub'] {
  return async (options) => {
    try {
      return await startWorker(entry, options, onFailure);
    } catch (error) {
      // Somebody else may have the port of last time; any other trouble shows itself again on a free one.
      if (options.port === 0) throw error;
      return startWorker(entry, { ...options, port: 0 }, onFailure);
    }
  };
}

function startWorker(
  entry: URL | string,
  options: Parameters<DeskPorts['startOwnHub']>[0],
  onFailure: (error: Error) => void,
): Promise<OwnHub> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { workerData: options });
    let serving = false;
    let closing = false;
    const failed = (error: Error) => {
      reject(error);
      if (serving && !closing) onFailure(error);
    };
    worker.on('error', (error) => failed(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => failed(new Error(`the hub's worker ended with ${code}`)));
    worker.on('message', (raw: unknown) => {
      const message = messageSchema.safeParse(raw);
      if (!message.success) return;
      if (message.data.type === 'failed') {
        reject(new Error(message.data.message));
        return;
      }
      serving = true;
      const close = () =>
        new Promise<void>((closed) => {
          closing = true;
          worker.once('exit', () => closed());
          worker.postMessage({ type: 'close' });
        });
      resolve({ url: message.data.url, close });
    });
  });
}
