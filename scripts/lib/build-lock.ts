/** One build at a time, also between processes: a folder is the lock, because making one either happens or fails. */
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process is alive too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function take(lockDir: string): Promise<boolean> {
  try {
    await mkdir(lockDir);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
  await writeFile(join(lockDir, 'pid'), String(process.pid));
  return true;
}

/** How long a holder may take to write its number after making the folder. */
const NAMELESS_MS = 5000;

/** A holder that was killed leaves its folder behind. */
async function dropIfDead(lockDir: string): Promise<void> {
  const pid = Number(await readFile(join(lockDir, 'pid'), 'utf8').catch(() => ''));
  const made = await stat(lockDir).catch(() => null);
  if (made === null) return;
  const dead = pid > 0 ? !isAlive(pid) : Date.now() - made.mtimeMs > NAMELESS_MS;
  if (dead) await rm(lockDir, { recursive: true, force: true });
}

/** Runs `work` while no other process does, waiting as long as it takes. */
export async function withBuildLock<T>(lockDir: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(lockDir), { recursive: true });
  while (!(await take(lockDir))) {
    await dropIfDead(lockDir);
    await wait(100);
  }
  try {
    return await work();
  } finally {
    await rm(lockDir, { recursive: true, force: true });
  }
}
