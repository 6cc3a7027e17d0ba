/** Test fixture: a real file system of a few megabytes, for what a program does when its disk is full. */
import { execFile, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface SmallDisk {
  /** False where nobody may mount one. */
  readonly there: boolean;
  /**
   * Runs the script on Node with such a disk mounted on the folder it is given as its argument; answers what it prints as
   * its last line, which is JSON. Rejects when the script fails, and where there is no such disk.
   */
  run<T>(script: string): Promise<T>;
}

export const NO_SMALL_DISK = 'skipped: neither root nor user namespaces can mount a tmpfs here';

/** In a mount namespace of its own, which ends with the process; as a user, in one of users too. */
const ways = [
  ['unshare', '-m'],
  ['unshare', '-rm'],
] as const;

export function smallDisk(megabytes: number): SmallDisk {
  const mount = `mount -t tmpfs -o size=${megabytes}m livedesk "$0" && exec "$@"`;
  const argsIn = (dir: string, way: readonly string[]) => [...way.slice(1), 'sh', '-c', mount, dir];
  const tried = mkdtempSync(join(tmpdir(), 'livedesk-mount-'));
  const way = ways.find((each) => spawnSync(each[0], [...argsIn(tried, each), 'true']).status === 0);
  rmSync(tried, { recursive: true, force: true });
  return {
    there: way !== undefined,
    async run<T>(script: string) {
      if (!way) throw new Error(NO_SMALL_DISK);
      const dir = mkdtempSync(join(tmpdir(), 'livedesk-full-'));
      try {
        const args = [...argsIn(dir, way), process.execPath, script, dir];
        const { stdout } = await promisify(execFile)(way[0], args, { maxBuffer: 64 << 20 });
        return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
      } finally {
        rmSync(dir, { recursive: true, force: true });
      }
    },
  };
}

/** Grows the file until not a byte is left. */
export function fillDisk(file: string): void {
  const fd = openSync(file, 'a');
  try {
    for (let chunk = Buffer.alloc(1 << 20); chunk.byteLength > 0; ) {
      try {
        writeSync(fd, chunk);
      } catch {
        chunk = chunk.subarray(0, chunk.byteLength >> 1);
      }
    }
  } finally {
    closeSync(fd);
  }
}
