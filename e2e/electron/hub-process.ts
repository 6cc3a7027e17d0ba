/** A team's hub of its own process, which can be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { run } from '../fixtures/console-process.ts';

export interface HubProcess {
  readonly url: string;
  /** As a cut cable would: nothing is said, nothing is closed in order. */
  kill(): Promise<void>;
}

const root = join(import.meta.dirname, '../..');

export async function startHub(dataDir: string, port = 0): Promise<HubProcess> {
  const args = ['src-hub/cli.ts', 'serve', '--port', String(port), '--data', dataDir];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await readyUrl(child);
  return {
    url,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

export async function invite(dataDir: string, role: string): Promise<string> {
  const { stdout } = await run('src-hub/cli.ts', 'invite', '--data', dataDir, '--role', role);
  return stdout.trim().split('\n').at(-1) ?? '';
}

function readyUrl({ stdout }: ChildProcess): Promise<string> {
  const said = 'livedesk-hub ready ';
  return new Promise((resolve, reject) => {
    if (stdout === null) return;
    createInterface({ input: stdout })
      .on('line', (line) => {
        if (line.startsWith(said)) resolve((JSON.parse(line.slice(said.length)) as { url: string }).url);
      })
      .on('close', () => reject(new Error('the hub ended')));
  });
}
