/** Starts the hub of a bench and ends it: see hub-process.ts. */
import { fork } from 'node:child_process';
import type { HubReady } from './hub-process.ts';

export interface BenchHub {
  readonly ready: HubReady;
  end(): Promise<void>;
}

export async function startBenchHub(dataDir: string): Promise<BenchHub> {
  const child = fork(new URL('./hub-process.ts', import.meta.url), [dataDir]);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = await new Promise<HubReady>((resolve, reject) => {
    child.once('message', (message) => resolve(message as HubReady));
    child.once('exit', () => reject(new Error('the hub did not start')));
  });
  return {
    ready,
    end: () => {
      child.disconnect();
      return exited;
    },
  };
}
