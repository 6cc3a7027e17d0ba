/** A hub on a disk that is full, on a real file system of 24 MB. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { NO_SMALL_DISK, smallDisk } from '../../scripts/lib/small-disk.ts';
import type { Seen } from './scenario.ts';

const scenario = fileURLToPath(new URL('./scenario.ts', import.meta.url));
const disk = smallDisk(24);

describe.skipIf(!disk.there)(disk.there ? 'a full disk' : `a full disk (${NO_SMALL_DISK})`, () => {
  test('[SY18] is told as hub/storage to shops and desks, loses nothing, and ends with room, without a restart', async () => {
    const seen = await disk.run<Seen>(scenario);
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
});
