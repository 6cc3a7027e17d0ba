/** The console as a person would start it, with its own hub inside, on a folder that the bench keeps. */
import { type ChildProcess, spawn } from 'node:child_process';

export interface BenchConsole {
  readonly url: string;
  readonly hub: string;
  end(): Promise<void>;
}

export async function startConsole(folder: string): Promise<BenchConsole> {
  const script = new URL('../scripts/web.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, '--port', '0', '--data', folder, '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = await readyLine(child, exited);
  return {
    ...ready,
    end: () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

async function readyLine(child: ChildProcess, exited: Promise<void>): Promise<{ url: string; hub: string }> {
  let out = '';
  const line = new Promise<string>((resolve) =>
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk.toString('utf8');
      const found = /^livedesk ready (\{.*\})$/m.exec(out)?.[1];
      if (found) resolve(found);
    }),
  );
  const json = await Promise.race([line, exited.then(() => null)]);
  if (json === null) throw new Error('the console did not start');
  return JSON.parse(json) as { url: string; hub: string };
}
