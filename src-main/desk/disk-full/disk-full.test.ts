/** A console on a disk that is full, on a real file system of 64 MB. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Seen } from './scenario.ts';

const scenario = fileURLToPath(new URL('./scenario.ts', import.meta.url));
const MOUNT = 'mount -t tmpfs -o size=64m livedesk "$0" && exec "$@"';

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
    test('refuses in words, gives up its reserve, loses nothing that was kept, and goes on when there is room', async () => {
      const dir = mkdtempSync(join(tmpdir(), 'livedesk-full-'));
      onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
      const [command = '', ...args] = way ?? [];
      const { stdout } = await promisify(execFile)(
        command,
        [...args, 'sh', '-c', MOUNT, dir, process.execPath, scenario, dir],
        { maxBuffer: 64 << 20 },
      );
      const seen = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Seen;
      expect(seen.states).toEqual({
        begin: 'ok',
        'reserve given up': 'low',
        full: 'full',
        'room again': 'ok',
      });
      expect(seen.reserve).toEqual({ begin: true, 'reserve given up': false, 'room again': true });
      expect(seen.refusals).toEqual({
        first: 'local/disk-full',
        'in the reserve': null,
        'without reserve': 'local/disk-full',
        preference: 'local/disk-full',
        reading: null,
        'room again': null,
      });
      expect(['local/disk-full', 'full']).toContain(seen.startedFull);
      expect(seen.kept.length).toBeGreaterThan(20);
      expect(new Set(seen.found)).toEqual(new Set(seen.kept));
      expect(seen.found.length).toBe(seen.kept.length);
      expect(seen.unsentAtEnd).toBe(0);
    }, 600_000);
  },
);
