/** A console on a disk that is full, on a real file system of 64 MB. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { NO_SMALL_DISK, smallDisk } from '../../../scripts/lib/small-disk.ts';
import type { Seen } from './scenario.ts';

const scenario = fileURLToPath(new URL('./scenario.ts', import.meta.url));
const disk = smallDisk(64);

describe.skipIf(!disk.there)(disk.there ? 'a full disk' : `a full disk (${NO_SMALL_DISK})`, () => {
  test('refuses in words, gives up its reserve, loses nothing that was kept, and goes on when there is room', async () => {
    const seen = await disk.run<Seen>(scenario);
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
});
