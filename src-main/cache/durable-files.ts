/** Files and their names made to outlast a power cut. */
import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

/** Returns once the file’s bytes are on the disk. */
export function syncFile(file: string): void {
  // Windows syncs only what may be written.
  withFile(file, 'r+', fsyncSync);
}

/** Renames within a folder; the new name is on the disk on return. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  // Windows opens no folders; NTFS keeps renames in its own journal.
  if (process.platform !== 'win32') withFile(dirname(to), 'r', fsyncSync);
}

function withFile(path: string, flags: string, work: (fd: number) => void): void {
  const fd = openSync(path, flags);
  try {
    work(fd);
  } finally {
    closeSync(fd);
  }
}
