/**
 * The frames of a SQLite write-ahead log, read without SQLite (https://www.sqlite.org/fileformat2.html#walformat).
 *
 * Frames are chained by check sums, and at the first one that does not fit SQLite forgets all that follow, without a
 * word. That is right after a power cut, when what follows was never acknowledged; but one flipped byte in the middle
 * takes every later commit with it. Here each frame is judged by the sums that stand in the one before it, so that
 * commits behind a bad frame can be told from the torn end of a log.
 */

export interface WalFrame {
  /** As its header says; may be wrong in a frame that is not sound. */
  readonly pageNumber: number;
  /** Whether bytes and sums agree. */
  readonly sound: boolean;
  readonly page: Uint8Array;
}

export interface WalReading {
  /** In order, up to the last commit that can be made out. */
  readonly frames: readonly WalFrame[];
  /** Pages of the database after that commit. */
  readonly databasePages: number;
  /** SQLite would stop before that commit. */
  readonly damaged: boolean;
}

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** The lowest bit says in which order the sums take their bytes. */
const MAGIC = 0x377f0682;

interface Sums {
  readonly a: number;
  readonly b: number;
}

interface Judged {
  readonly at: number;
  readonly salt: string;
  /** Sums over its bytes and all before it, as they stand in the frame before. */
  readonly computed: Sums;
  sound: boolean;
}

/** `bytes` is the whole log. Null when no commit can be made out in it. */
export function readWal(bytes: Uint8Array, pageSize: number): WalReading | null {
  if (bytes.byteLength < HEADER_BYTES + FRAME_HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = headerOf(view, pageSize);
  const stride = FRAME_HEADER_BYTES + pageSize;
  const judged: Judged[] = [];
  // Sums in a header that was hit elsewhere may still be right, which the first frame will show.
  let previous = { stored: sumsAt(view, 24), computed: sumsAt(view, 24) };
  for (let at = HEADER_BYTES; at + stride <= view.byteLength; at += stride) {
    const frame = judge(view, at, pageSize, previous, header?.littleEndian ?? true);
    // The sums behind it fit its bytes, though not those in its own header: it was the header that was hit.
    const before = judged.at(-1);
    if (before && frame.provesBefore) before.sound = true;
    judged.push(frame);
    previous = { stored: sumsAt(view, at + 16), computed: frame.computed };
  }

  // A log is written from its start again, round by round; what an earlier round left behind has another salt.
  const salt = header?.salt ?? judged[0]?.salt;
  const ends = judged.map((frame) => frame.sound && frame.salt === salt && view.getUint32(frame.at + 4) > 0);
  const last = judged[ends.lastIndexOf(true)];
  if (!last) return null;
  const committed = judged.slice(0, judged.indexOf(last) + 1);
  const isTaken = (frame: Judged) =>
    frame.salt === salt && sameSums(frame.computed, sumsAt(view, frame.at + 16));
  return {
    frames: committed.map((frame) => ({
      pageNumber: view.getUint32(frame.at),
      sound: frame.sound,
      page: bytes.subarray(frame.at + FRAME_HEADER_BYTES, frame.at + stride),
    })),
    databasePages: view.getUint32(last.at + 4),
    damaged: header === null || !committed.every(isTaken),
  };
}

function headerOf(view: DataView, pageSize: number) {
  const magic = view.getUint32(0);
  const littleEndian = (magic & 1) === 0;
  const sums = sumUp(view, 0, 24, { a: 0, b: 0 }, littleEndian);
  const isWhole =
    (magic & ~1) === MAGIC && view.getUint32(8) === pageSize && sameSums(sums, sumsAt(view, 24));
  return isWhole ? { littleEndian, sums, salt: saltAt(view, 16) } : null;
}

function judge(
  view: DataView,
  at: number,
  pageSize: number,
  previous: { readonly stored: Sums; readonly computed: Sums },
  littleEndian: boolean,
): Judged & { provesBefore: boolean } {
  const own = sumsAt(view, at + 16);
  const from = (sums: Sums) =>
    sumUp(view, at + FRAME_HEADER_BYTES, pageSize, sumUp(view, at, 8, sums, littleEndian), littleEndian);
  const salt = saltAt(view, at + 8);
  const byStored = from(previous.stored);
  if (sameSums(byStored, own)) return { at, salt, computed: byStored, sound: true, provesBefore: false };
  const byComputed = from(previous.computed);
  const proves = sameSums(byComputed, own);
  return { at, salt, computed: byComputed, sound: proves, provesBefore: proves };
}

/** The format's own sum: a Fibonacci-weighted pair over 32-bit words. */
function sumUp(view: DataView, from: number, length: number, start: Sums, littleEndian: boolean): Sums {
  let { a, b } = start;
  for (let at = from; at < from + length; at += 8) {
    a = (a + view.getUint32(at, littleEndian) + b) >>> 0;
    b = (b + view.getUint32(at + 4, littleEndian) + a) >>> 0;
  }
  return { a, b };
}

const sameSums = (one: Sums, other: Sums) => one.a === other.a && one.b === other.b;
const sumsAt = (view: DataView, at: number): Sums => ({ a: view.getUint32(at), b: view.getUint32(at + 4) });
const saltAt = (view: DataView, at: number) => `${view.getUint32(at)}/${view.getUint32(at + 4)}`;
