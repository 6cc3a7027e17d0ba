/** Looks through a database file in a worker thread. */
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { DeskPorts } from './ports.ts';

/** `entry` is the worker's file: ../cache/check-worker.ts, or its bundle in a built app. */
export function workerCheck(entry: URL | string): DeskPorts['checkFile'] {
  return (file, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const worker = new Worker(entry, { workerData: { file } });
      // Nobody waits for it to leave.
      worker.unref();
      const end = () => void worker.terminate();
      signal.addEventListener('abort', end, { once: true });
      worker.once('message', (faults: unknown) => resolve(z.array(z.string()).parse(faults)));
      worker.once('error', reject);
      worker.once('exit', () => {
        signal.removeEventListener('abort', end);
        reject(signal.aborted ? signal.reason : new Error('the check ended without a word'));
      });
    });
}
