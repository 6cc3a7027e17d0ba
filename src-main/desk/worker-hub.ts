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
  return ({ dataDir, ownerToken }) =>
    new Promise<OwnHub>((resolve, reject) => {
      const worker = new Worker(entry, { workerData: { dataDir, port: 0, ownerToken } });
      let closing = false;
      worker.on('error', (error) => {
        reject(error);
        onFailure(error instanceof Error ? error : new Error(String(error)));
      });
      worker.on('exit', (code) => {
        const error = new Error(`the hub's worker ended with ${code}`);
        reject(error);
        if (!closing) onFailure(error);
      });
      worker.on('message', (raw: unknown) => {
        const message = messageSchema.safeParse(raw);
        if (!message.success) return;
        if (message.data.type === 'failed') {
          reject(new Error(message.data.message));
          return;
        }
        resolve({
          url: message.data.url,
          close: () =>
            new Promise((closed) => {
              closing = true;
              worker.once('exit', () => closed());
              worker.postMessage({ type: 'close' });
            }),
        });
      });
    });
}
