/** When a disk takes no more writes: how such an error is recognised. */

/**
 * SQLite's own codes. FULL is "no space left"; the IOERR ones are what a write, its sync, a longer file or the shared
 * index of the log come back with on quotas, on file systems that allocate late, and on a medium that gives up.
 */
const NO_ROOM = new Set([
  'SQLITE_FULL',
  'SQLITE_IOERR_WRITE',
  'SQLITE_IOERR_FSYNC',
  'SQLITE_IOERR_DIR_FSYNC',
  'SQLITE_IOERR_TRUNCATE',
  'SQLITE_IOERR_SHMSIZE',
  'SQLITE_IOERR_SHMOPEN',
  'SQLITE_IOERR_SHMMAP',
  // The system's, from plain files.
  'ENOSPC',
  'EDQUOT',
]);

/** True for the error of a write that the disk did not take. What was committed before is whole; nothing of the failed write is. */
export function isDiskFull(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && NO_ROOM.has(error.code)
  );
}
