/**
 * The console's own hub in a worker thread: the same hub as a team's, on a loopback port. One that dies is started again
 * on the same port and folder; the console goes on meanwhile as with any hub that is away.
 */
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { AppError, isErrorCode } from '#shared/contract/errors.ts';
import { systemTimers, type Timers } from '#shared/sync/timers.ts';
import type { DeskPorts, OwnHub } from './ports.ts';

const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), url: z.string() }),
  z.object({
    type: z.literal('failed'),
    message: z.string(),
    code: z.string().optional(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  }),
]);

type StartOptions = Parameters<DeskPorts['startOwnHub']>[0];

interface ServingWorker extends OwnHub {
  /** Resolves with the reason when it ends without having been asked to. */
  readonly died: Promise<Error>;
}

/** A hub that keeps dying is started again after pauses that grow from the one to the other. */
const PAUSE_MS = 200;
const PAUSE_MAX_MS = 15_000;

/**
 * `entry` is the worker's file: the hub's TypeScript, or its bundle in a built app. `onFailure` hears of every death and
 * of every start that failed after the first; the first start's failure is thrown.
 */
export function workerHub(
  entry: URL | string,
  onFailure: (error: Error) => void,
  timers: Timers = systemTimers,
): DeskPorts['startOwnHub'] {
  return async (options) => {
    const first = await startSomewhere(entry, options);
    const { url } = first;
    const again = { ...options, port: Number(new URL(url).port) };
    let serving: ServingWorker | null = first;
    let failures = 0;
    let closing = false;
    let callOff: () => void = () => undefined;
    let starting: Promise<void> = Promise.resolve();

    const failed = (error: Error) => {
      serving = null;
      if (closing) return;
      onFailure(error);
      const pauseMs = Math.min(PAUSE_MAX_MS, PAUSE_MS * 2 ** failures);
      failures += 1;
      callOff = timers.after(pauseMs, () => {
        starting = restart();
      });
    };
    const watch = (worker: ServingWorker) => {
      serving = worker;
      void worker.died.then(failed);
    };
    const restart = async () => {
      try {
        // The same address: integrators were given it, and the console's own session has it.
        const worker = await startWorker(entry, again);
        failures = 0;
        watch(worker);
      } catch (error) {
        failed(error instanceof Error ? error : new Error(String(error)));
      }
    };
    watch(first);
    return {
      url,
      async close() {
        closing = true;
        callOff();
        await starting;
        const last = serving;
        serving = null;
        await last?.close();
      },
    };
  };
}

async function startSomewhere(entry: URL | string, options: StartOptions): Promise<ServingWorker> {
  try {
    return await startWorker(entry, options);
  } catch (error) {
    // Somebody else may have the port of last time; any other trouble shows itself again on a free one.
    if (options.port === 0 || error instanceof AppError) throw error;
    return startWorker(entry, { ...options, port: 0 });
  }
}

function startWorker(entry: URL | string, options: StartOptions): Promise<ServingWorker> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { workerData: options });
    let closing = false;
    let die: (error: Error) => void = () => undefined;
    const died = new Promise<Error>((told) => {
      die = told;
    });
    const failed = (error: Error) => {
      reject(error);
      if (!closing) die(error);
    };
    worker.on('error', (error) => failed(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => failed(new Error(`the hub's worker ended with ${code}`)));
    worker.on('message', (raw: unknown) => {
      const message = messageSchema.safeParse(raw);
      if (!message.success) return;
      if (message.data.type === 'failed') {
        const { code = '', params, message: text } = message.data;
        reject(isErrorCode(code) ? new AppError(code, params) : new Error(text));
        return;
      }
      const close = () =>
        new Promise<void>((closed) => {
          closing = true;
          worker.once('exit', () => closed());
          worker.postMessage({ type: 'close' });
        });
      resolve({ url: message.data.url, close, died });
    });
  });
}
