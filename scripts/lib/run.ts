/** Child processes of the scripts. */
import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** By `import.meta.url`: it is all that electron-vite keeps true when it bundles its configuration elsewhere. */
export const projectDir = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const binDir = join(projectDir, 'node_modules', '.bin');

/** A tool of this project's own, run by this very Node: an `.mjs` or `.js` file below node_modules. */
export const tool = (path: string) => join(projectDir, 'node_modules', path);

function environment(): NodeJS.ProcessEnv {
  // A script started without npm has another Node first in its path, and so would what it starts.
  return { ...process.env, PATH: `${binDir}${delimiter}${process.env['PATH'] ?? ''}` };
}

/** Runs `args` with this Node, its output going where ours goes. Resolves with the exit status; 1 when killed. */
export function runNode(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  return runShown(process.execPath, args, env);
}

export function runShown(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = { cwd: projectDir, stdio: 'inherit', env: { ...environment(), ...env } } as const;
    const child = spawn(command, args, options);
    // Ctrl+C reaches the child by itself; what only this process is sent is handed on.
    const pass = () => child.kill('SIGTERM');
    process.on('SIGTERM', pass);
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('SIGTERM', pass);
      resolve(code ?? 1);
    });
  });
}

/** Runs `args` with this Node and gathers what it says. */
export function runQuietly(args: readonly string[]): Promise<{ status: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: projectDir, env: environment() });
    let output = '';
    const add = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.on('error', reject);
    child.on('close', (code) => resolve({ status: code ?? 1, output }));
  });
}
