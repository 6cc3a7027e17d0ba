/** A hub on a disk that is full, on a real file system of 24 MB. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Seen } from './scenario.ts';

const scenario = fileURLToPath(new URL('./scenario.ts', import.meta.url));
const MOUNT = 'mount -t tmpfs -o size=24m livedesk "$0" && exec "$@"';

/** In a mount namespace of its own, which ends with the process; as a user, in one of users too. */
const ways = [
  ['unshare', '-m'],
  ['unshare', '-rm'],
] as const;
function findWay(): readonly string[] | null {
  const dir = mkdtempSync(join(tmpdir(), 'livedesk-mount-'));
  try {
    return (
      ways.find(
        ([command, ...args]) => spawnSync(command, [...args, 'sh', '-c', MOUNT, dir, 'true']).status === 0,
      ) ?? null
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
const way = findWay();

describe.skipIf(way === null)(
  way ? 'a full disk' : 'a full disk (skipped: neither root nor user namespaces can mount a tmpfs here)',
  () => {
    test('[SY18] is told as hub/storage to shops and desks, loses nothing, and ends with room, without a restart', async () => {
      const dir = mkdtempSync(join(tmpdir(), 'livedesk-full-'));
      onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
      const [command = '', ...args] = way ?? [];
      const { stdout } = await promisify(execFile)(
        command,
        [...args, 'sh', '-c', MOUNT, dir, process.execPath, scenario, dir],
        { maxBuffer: 64 << 20 },
      );
      const seen = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Seen;
      expect(seen.orders).toEqual({
        begin: 200,
        full: [503, 'hub/storage'],
        'still full': [503, 'hub/storage'],
        'room again': 200,
      });
      expect(seen.pushes).toEqual({ begin: 'taken', full: 'hub/storage', 'room again': 'taken' });
      expect(seen.reads).toEqual({ begin: 200, full: 200, 'room again': 200 });
      expect(seen.accepted).toBeGreaterThan(400);
      expect(seen.counted).toBe(seen.accepted);
      expect(seen.differences).toBe(0);
      const [own, hubs] = seen.lastCseq as number[];
      expect(hubs).toBe(own);
    }, 600_000);
  },
);
