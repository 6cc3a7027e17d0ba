/**
 * The pages of a database file as of its last commit, read without SQLite, which gives a whole file up for one broken
 * page: bytes of the file, with those of its log on top.
 */
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { readWal, type WalReading } from './wal-frames.ts';

export interface Pages {
  /** Bytes of one page. */
  readonly size: number;
  /** Pages are counted from 1. */
  readonly count: number;
  /** `user_version` of the header; null where the header is not to be trusted. */
  readonly userVersion: number | null;
  /** Null beyond the end, or where the medium does not read. */
  page(number: number): Uint8Array | null;
  /** False for a page of which a newer state was in the log and is broken there. */
  isCurrent(number: number): boolean;
  close(): void;
}

/** SQLite's default, and so that of every file of ours. */
const PAGE_SIZE = 4096;
const MAGIC = 'SQLite format 3\0';

/** A file that is not there has the pages of its log alone. No connection of this process may have it open. */
export function openPages(file: string): Pages {
  const fd = existsSync(file) ? openSync(file, 'r') : null;
  const header = Buffer.alloc(100);
  readAt(fd, header, 0);
  const wal = walOf(file);
  const { fromLog, broken } = overlayOf(wal);
  const fileBytes = fd === null ? 0 : fstatSync(fd).size;
  const first = fromLog.get(1) ?? header;
  return {
    size: PAGE_SIZE,
    count: Math.max(Math.ceil(fileBytes / PAGE_SIZE), wal?.databasePages ?? 0),
    userVersion: isHeaderSound(first) ? asBuffer(first).readUInt32BE(60) : null,
    page(number) {
      const logged = fromLog.get(number);
      if (logged) return logged;
      const bytes = Buffer.alloc(PAGE_SIZE);
      return number > 0 && readAt(fd, bytes, (number - 1) * PAGE_SIZE) ? bytes : null;
    },
    isCurrent: (number) => !broken.has(number),
    close: () => {
      if (fd !== null) closeSync(fd);
    },
  };
}

/**
 * Damage that SQLite would pass over without a word: a log that it would cut short before its last commit or throw away,
 * or a header that it would take as it is. Null when there is none. No connection of this process may have the file open.
 */
export function hiddenDamage(file: string): string | null {
  const fd = existsSync(file) ? openSync(file, 'r') : null;
  try {
    const size = fd === null ? 0 : fstatSync(fd).size;
    const header = Buffer.alloc(100);
    readAt(fd, header, 0);
    const wal = walOf(file);
    if (wal?.damaged) return 'the log is broken before its last commit';
    if (size === 0) return wal ? 'the file is gone, and its log is not' : null;
    // A power cut while the log is copied into the file may leave anything there: the log has it again.
    const first = overlayOf(wal).fromLog.get(1) ?? header;
    if (!isHeaderSound(first)) return 'the header is broken';
    return size % PAGE_SIZE === 0 || wal ? null : 'the file ends in the middle of a page';
  } finally {
    if (fd !== null) closeSync(fd);
  }
}

/** The newest sound state of each page, and the pages of which a newer one is broken. */
function overlayOf(wal: WalReading | null): { fromLog: Map<number, Uint8Array>; broken: Set<number> } {
  const fromLog = new Map<number, Uint8Array>();
  const broken = new Set<number>();
  for (const { pageNumber, sound, page } of wal?.frames ?? []) {
    if (sound) {
      fromLog.set(pageNumber, page);
      broken.delete(pageNumber);
    } else broken.add(pageNumber);
  }
  return { fromLog, broken };
}

function walOf(file: string): WalReading | null {
  const log = `${file}-wal`;
  return existsSync(log) ? readWal(readFileSync(log), PAGE_SIZE) : null;
}

/** More than SQLite asks of a header: what we never write is not ours (https://www.sqlite.org/fileformat2.html). */
function isHeaderSound(header: Uint8Array): boolean {
  const bytes = asBuffer(header);
  return (
    bytes.toString('latin1', 0, 16) === MAGIC &&
    bytes.readUInt16BE(16) === PAGE_SIZE &&
    [1, 2].includes(bytes.readUInt8(18)) &&
    bytes.readUInt8(18) === bytes.readUInt8(19) &&
    bytes.readUInt8(20) === 0 &&
    bytes.toString('hex', 21, 24) === '402020' &&
    // Schema format and text encoding are 0 until the first table is made.
    [0, 4].includes(bytes.readUInt32BE(44)) &&
    [0, 1].includes(bytes.readUInt32BE(56)) &&
    bytes.readUInt32BE(60) % 10 === 0
  );
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function readAt(fd: number | null, bytes: Buffer, position: number): boolean {
  try {
    return fd !== null && readSync(fd, bytes, 0, bytes.byteLength, position) === bytes.byteLength;
  } catch {
    return false;
  }
}
