/**
 * Backups: whole copies of the database in one file each. A copy says that it is one, so that serving it begins a new
 * epoch (history.ts). People's sealed names need the workspace's key file beside the database too.
 */
import { chmodSync, closeSync, fdatasync, openSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { renameDurably, syncFile } from '../durable-files.ts';
import { copyDatabase } from './copy-database.ts';

export interface BackedUp {
  /** The head that the copy holds. */
  readonly headSeq: number;
}

/** 400 KB at SQLite's usual page size: below a millisecond. */
const PAGES_A_TURN = 100;
/** So that the flush at the end has little left to do: it holds up the process. */
const PAGES_BETWEEN_FLUSHES = 4_000;

export class BackupCalledOff extends Error {}

/**
 * Copies a database that this process writes to, some pages a turn of the event loop; what is written meanwhile is in
 * the copy. `target` appears when it is complete, and over what stood there. Throws `BackupCalledOff`, or SQLite's or
 * the system's error, and leaves nothing half done.
 */
export async function backUpOpen(
  db: Database,
  target: string,
  calledOff: () => boolean = () => false,
): Promise<BackedUp> {
  const part = freshPart(target);
  // Made beforehand, for nobody else to read.
  const fd = openSync(part, 'w', 0o600);
  let flushedAt = 0;
  let flushing: Promise<void> | null = null;
  try {
    await db.backup(part, {
      progress({ totalPages, remainingPages }) {
        if (calledOff()) throw new BackupCalledOff();
        const copied = totalPages - remainingPages;
        if (!flushing && copied - flushedAt >= PAGES_BETWEEN_FLUSHES) {
          flushedAt = copied;
          flushing = flush(fd).then(() => {
            flushing = null;
          });
        }
        return PAGES_A_TURN;
      },
    });
    if (calledOff()) throw new BackupCalledOff();
    return finish(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  } finally {
    await flushing;
    closeSync(fd);
  }
}

/** The same from outside, also while another process serves the database. Holds up this process until it is done. */
export function backUpFile(source: string, target: string): BackedUp {
  const part = freshPart(target);
  try {
    copyDatabase(source, part);
    return finish(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** A trial only: whether it went through shows when the copy is finished. */
function flush(fd: number): Promise<void> {
  return new Promise((resolve) => fdatasync(fd, () => resolve()));
}

function freshPart(target: string): string {
  const part = `${target}.part`;
  for (const file of [part, `${part}-journal`]) rmSync(file, { force: true });
  return part;
}

function finish(part: string, target: string): BackedUp {
  const backedUp = stampCopy(part);
  renameDurably(part, target);
  return backedUp;
}

/** Lets a copy, of today's version, say that it is one; it is a single file and on the disk when this returns. */
export function stampCopy(file: string): BackedUp {
  const db = new Database(file);
  let headSeq: number;
  try {
    // One file, whoever carries it about.
    db.pragma('journal_mode = DELETE');
    db.pragma('synchronous = FULL');
    db.exec('UPDATE workspace SET is_copy = 1');
    headSeq = Number(db.prepare('SELECT head_seq FROM workspace').pluck().get());
  } finally {
    db.close();
  }
  chmodSync(file, 0o600);
  syncFile(file);
  return { headSeq };
}
