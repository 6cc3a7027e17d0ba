/** Files and their names made to outlast a power cut. */
import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

/** Returns once the file's bytes are on the disk. */
export function syncFile(file: string): void {
  // Windows syncs only what may be written.
  withFile(file, 'r+');
}

/** Returns once the names in the folder are on the disk. */
export function syncFolder(folder: string): void {
  // Windows opens no folders; NTFS keeps names in its own journal.
  if (process.platform !== 'win32') withFile(folder, 'r');
}

/** Renames within a folder, over what stands there; the new name is on the disk on return. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  syncFolder(dirname(to));
}

function withFile(path: string, flags: string): void {
  const fd = openSync(path, flags);
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
