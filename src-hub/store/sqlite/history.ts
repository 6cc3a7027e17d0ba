/**
 * Whether a database is what was served last, or an older state of it that somebody has put back ([SY40]). Desks hold
 * what such a hub has forgotten, so it must begin a new epoch. Three signs tell it:
 *
 * - the file says that it is a backup's copy;
 * - the mark beside it, which is written after every commit of ops and before its answers, is of another epoch or counts
 *   more commits than the database;
 * - the mark is missing, cannot be read, or is another file than the one that the database knows: then the folder was
 *   put together anew and its mark proves nothing.
 *
 * Every step is ordered so that a crash in between is taken for a restored database. A new epoch too many costs desks a
 * snapshot; one too few would cost ops. The mark is flushed when it is made and when the store is closed. In between it
 * survives the end of the process, not a power cut: after one it may count too few, never too many.
 */
import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { renameDurably } from '../durable-files.ts';
import type { WorkspaceTable } from './workspace-table.ts';

export interface History {
  /** Whether this opening began a new epoch. */
  readonly restored: boolean;
  /** To be called after each commit of ops, before anybody is told of it. */
  committed(): void;
  close(): void;
}

export const MARK_FILE = 'history.mark';

const markSchema = z.object({ epoch: z.string(), commits: z.int().min(0) });
/** The whole of the mark is written over in one go; its length never changes. */
const MARK_BYTES = 256;

/** No file has this identity. */
const LOST_MARK = 'lost';

interface OpenMark {
  readonly fd: number;
  /** Which file it is, whatever it holds. */
  readonly identity: string;
}

export interface HistoryOptions {
  /** Path of the mark; it lies beside the database. */
  readonly file: string;
  readonly workspace: WorkspaceTable;
  /** Runs work in a transaction that is durable when it returns. */
  readonly write: (work: () => void) => void;
  readonly newEpoch: () => string;
}

/** To be called by the one process that serves the folder. Throws the system's error where the mark cannot be written. */
export function openHistory({ file, workspace, write, newEpoch }: HistoryOptions): History {
  const before = workspace.history();
  const found = openMark(file);
  const content = found && readMark(file);
  const isFirst = found === null && before.markFile === null && before.isCopy === 0;
  const isSame =
    before.isCopy === 0 &&
    content !== null &&
    content.epoch === before.epoch &&
    content.commits <= before.commits &&
    (before.markFile === null || before.markFile === found?.identity);

  if (!isFirst && !isSame) write(() => workspace.beginEpoch(newEpoch()));
  const { epoch, commits } = workspace.history();
  let mark = found;
  if (!isSame || !mark) {
    if (mark) closeSync(mark.fd);
    mark = makeMark(file, textOf(epoch, commits));
  }
  const { fd, identity } = mark;
  if (identity !== before.markFile) write(() => workspace.markedBy(identity));

  let count = commits;
  let lost = false;
  let closed = false;
  return {
    restored: !isFirst && !isSame,
    committed() {
      count += 1;
      if (lost) return;
      try {
        writeSync(fd, textOf(epoch, count), 0, 'utf8');
      } catch {
        // A mark that is behind would prove too much: the database gives it up, and the next start begins an epoch.
        lost = true;
        write(() => workspace.markedBy(LOST_MARK));
      }
    },
    close() {
      if (closed) return;
      closed = true;
      fsyncSync(fd);
      closeSync(fd);
    },
  };
}

function textOf(epoch: string, commits: number): string {
  return `${JSON.stringify({ epoch, commits })}\n`.padStart(MARK_BYTES);
}

/** Null where there is none. */
function openMark(file: string): OpenMark | null {
  try {
    return opened(openSync(file, 'r+'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Null for what is no mark: half written, or not ours. */
function readMark(file: string): z.output<typeof markSchema> | null {
  try {
    return markSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** A new file under the mark's name, on the disk when this returns. */
function makeMark(file: string, text: string): OpenMark {
  const part = join(dirname(file), `.${basename(file)}.part`);
  const fd = openSync(part, 'w+', 0o600);
  writeSync(fd, text, 0, 'utf8');
  fsyncSync(fd);
  closeSync(fd);
  renameDurably(part, file);
  return opened(openSync(file, 'r+'));
}

function opened(fd: number): OpenMark {
  // Numbers of files are given away again; when one was made is not.
  const { ino, birthtimeNs } = fstatSync(fd, { bigint: true });
  return { fd, identity: `${ino}/${birthtimeNs}` };
}
