/** A team's hub as the command line serves it, in a folder that outlives its process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

export interface HubProcess {
  readonly dataDir: string;
  readonly running: boolean;
  start(): void;
  /** Resolves with its address once it serves, null when it ended before. */
  ready(): Promise<string | null>;
  /** As a power cut does: no handler runs. */
  kill(): Promise<void>;
}

const root = join(import.meta.dirname, '../..');
const READY = 'livedesk-hub ready ';
const readySchema = z.object({ url: z.url() });

export function hubProcess(dataDir: string, onComplaint: (line: string) => void): HubProcess {
  let child: ChildProcess | null = null;
  let ready: Promise<string | null> = Promise.resolve(null);
  return {
    dataDir,
    get running() {
      return child !== null;
    },
    start() {
      const started = spawn(process.execPath, ['src-hub/cli.ts', 'serve', '--port', '0', '--data', dataDir], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      started.stderr.on('data', (chunk: Buffer) => onComplaint(chunk.toString()));
      ready = new Promise((resolve) => {
        started.once('exit', () => {
          resolve(null);
          if (child === started) child = null;
        });
        createInterface({ input: started.stdout }).on('line', (line) => {
          if (line.startsWith(READY)) resolve(readySchema.parse(JSON.parse(line.slice(READY.length))).url);
        });
      });
    },
    ready: () => ready,
    async kill() {
      const ending = child;
      if (!ending) return;
      const exit = once(ending, 'exit');
      ending.kill('SIGKILL');
      await exit;
    },
  };
}
