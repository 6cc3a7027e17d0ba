/**
 * Room on the disk that holds this console's data, and a reserve in it. A till in the middle of a sale is no moment to
 * refuse work because something else on the machine has filled the disk: when it is nearly full, or a write was refused,
 * the reserve is given up and work goes on in its place, in words that say so. When the reserve is used up too, writes
 * fail (`local/disk-full`) until there is room, which is looked for all the time.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { open, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Timers } from '#shared/sync/timers.ts';
import { isDiskFull } from './disk-space.ts';

export interface DiskState {
  readonly state: 'ok' | 'low' | 'full';
  /** Null when the system does not say. */
  readonly freeBytes: number | null;
}

export interface DiskWatch {
  now(): DiskState;
  /** Somebody's write has found no room. */
  refused(): void;
  close(): void;
}

export interface DiskWatchOptions {
  readonly folder: string;
  readonly timers: Timers;
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
  /** For a disk smaller than any real one. */
  readonly reserveBytes?: number;
}

const RESERVE_BYTES = 16 << 20;
const RESERVE_FILE = 'reserve';
const PART_FILE = 'reserve.part';
const CHUNK_BYTES = 1 << 20;
/** While all is well. */
const LOOK_MS = 30_000;
/** While it is not: somebody waits in front of the screen. */
const LOOK_AGAIN_MS = 2000;
/** Not at the very start, which has enough to do. */
const FIRST_LOOK_MS = 10_000;

/** Looks at once whether there is room, and gives the reserve up if there is none: a full disk must not keep a console from starting. */
export function watchDisk(options: DiskWatchOptions): DiskWatch {
  const { folder, timers, reserveBytes = RESERVE_BYTES } = options;
  const [reserve, part] = [join(folder, RESERVE_FILE), join(folder, PART_FILE)];
  /** Below this the reserve is given up; above twice of it, with the reserve beside, all is well again. */
  const lowBytes = 2 * reserveBytes;
  /** Less than one commit of a busy moment. */
  const fullBytes = reserveBytes / 16;
  let current: DiskState = { state: 'ok', freeBytes: null };
  let callOff: () => void = () => undefined;
  let closed = false;

  function become(next: DiskState): void {
    const before = current;
    current = next;
    // Free bytes change all the time; nobody needs to be told while all is well.
    const tells = next.state !== before.state || (next.state !== 'ok' && next.freeBytes !== before.freeBytes);
    if (tells && !closed) options.onChange();
  }
  function lookIn(ms: number): void {
    callOff();
    if (!closed) callOff = timers.after(ms, () => void look());
  }
  function giveUpReserve(): boolean {
    const had = statSync(reserve, { throwIfNoEntry: false }) !== undefined;
    for (const file of [reserve, part]) rmSync(file, { force: true });
    return had;
  }
  function judge(freeBytes: number): DiskState['state'] {
    if (freeBytes >= lowBytes) return 'ok';
    if (giveUpReserve()) return freeBytes + reserveBytes >= fullBytes ? 'low' : 'full';
    return freeBytes >= fullBytes ? 'low' : 'full';
  }

  async function look(): Promise<void> {
    try {
      const { bavail, bsize } = await statfs(folder);
      if (closed) return;
      const freeBytes = bavail * bsize;
      const wasFull = current.state === 'full';
      const state = judge(freeBytes);
      // A quota refuses while the system says that there is room: writing the reserve is what shows it.
      const holds =
        state !== 'ok' ||
        (freeBytes >= lowBytes + reserveBytes ? await keepReserve() : current.state === 'ok');
      become({ state: holds ? state : wasFull ? 'full' : 'low', freeBytes });
    } catch (error) {
      options.onError(error);
    } finally {
      lookIn(current.state === 'ok' ? LOOK_MS : LOOK_AGAIN_MS);
    }
  }

  /** False when there was no room for it. */
  async function keepReserve(): Promise<boolean> {
    if (statSync(reserve, { throwIfNoEntry: false })?.size === reserveBytes) return true;
    try {
      const handle = await open(part, 'w', 0o600);
      try {
        // Bytes at random: zeros take no room on a file system that compresses.
        for (let written = 0; written < reserveBytes && !closed; written += CHUNK_BYTES) {
          await handle.write(randomBytes(Math.min(CHUNK_BYTES, reserveBytes - written)));
        }
        await handle.sync();
      } finally {
        await handle.close();
      }
      if (closed) await rm(part, { force: true });
      else await rename(part, reserve);
      return true;
    } catch (error) {
      await rm(part, { force: true });
      if (isDiskFull(error)) return false;
      throw error;
    }
  }

  try {
    mkdirSync(folder, { recursive: true });
    const { bavail, bsize } = statfsSync(folder);
    current = { state: judge(bavail * bsize), freeBytes: bavail * bsize };
  } catch (error) {
    options.onError(error);
  }
  lookIn(current.state === 'ok' ? FIRST_LOOK_MS : LOOK_AGAIN_MS);
  return {
    now: () => current,
    refused() {
      become({ ...current, state: giveUpReserve() ? 'low' : 'full' });
      lookIn(LOOK_AGAIN_MS);
    },
    close() {
      closed = true;
      callOff();
    },
  };
}
