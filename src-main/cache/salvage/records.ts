/**
 * Cells of a b-tree page, decoded without SQLite and without trust: whatever does not add up is said to be broken
 * (https://www.sqlite.org/fileformat2.html#b_tree_pages).
 */
import type { Pages } from './pages.ts';

export type Value = number | bigint | string | Uint8Array | null;

export interface RawRow {
  /** Null in a table WITHOUT ROWID. */
  readonly rowid: number | null;
  readonly values: readonly Value[];
}

export interface RawPage {
  readonly kind: 'leaf' | 'interior';
  readonly rows: readonly RawRow[];
  readonly children: readonly number[];
  /** Cells that could not be decoded; more than that is not known about them. */
  readonly brokenCells: number;
}

const TABLE_INTERIOR = 5;
const TABLE_LEAF = 13;
const INDEX_INTERIOR = 2;
const INDEX_LEAF = 10;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Null when it is no page of a b-tree. */
export function decodePage(pages: Pages, number: number): RawPage | null {
  const page = pages.page(number);
  if (!page) return null;
  const start = number === 1 ? 100 : 0;
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const type = page[start];
  const interior = type === TABLE_INTERIOR || type === INDEX_INTERIOR;
  if (!interior && type !== TABLE_LEAF && type !== INDEX_LEAF) return null;
  const cells = view.getUint16(start + 3);
  const pointers = start + (interior ? 12 : 8);
  if (pointers + cells * 2 > pages.size) return null;
  const rows: RawRow[] = [];
  const children: number[] = [];
  let brokenCells = 0;
  for (let index = 0; index < cells; index += 1) {
    const at = view.getUint16(pointers + index * 2);
    try {
      if (at < pointers + cells * 2) throw new Broken();
      if (interior) children.push(view.getUint32(at));
      if (type !== TABLE_INTERIOR)
        rows.push(decodeCell(pages, page, at + (interior ? 4 : 0), type === TABLE_LEAF));
    } catch (error) {
      if (!(error instanceof Broken || error instanceof RangeError || error instanceof TypeError))
        throw error;
      brokenCells += 1;
    }
  }
  if (interior) children.push(view.getUint32(start + 8));
  return { kind: interior ? 'interior' : 'leaf', rows, children, brokenCells };
}

class Broken extends Error {}

function decodeCell(pages: Pages, page: Uint8Array, at: number, hasRowid: boolean): RawRow {
  const size = varint(page, at);
  const rowid = hasRowid ? varint(page, size.next) : null;
  const start = rowid?.next ?? size.next;
  const payload = payloadOf(pages, page, start, Number(size.value), hasRowid);
  return { rowid: rowid && Number(BigInt.asIntN(64, rowid.value)), values: decodeRecord(payload) };
}

/** A payload that does not fit its page goes on in a chain of pages of its own. */
function payloadOf(pages: Pages, page: Uint8Array, at: number, size: number, isTable: boolean): Uint8Array {
  const usable = pages.size;
  if (size > pages.count * usable) throw new Broken();
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitted = least + ((size - least) % (usable - 4));
  const local = size <= most ? size : fitted <= most ? fitted : least;
  if (at + local > usable) throw new Broken();
  if (local === size) return page.subarray(at, at + size);
  const payload = new Uint8Array(size);
  payload.set(page.subarray(at, at + local));
  let filled = local;
  let next = new DataView(page.buffer, page.byteOffset).getUint32(at + local);
  while (filled < size) {
    const more = next > 1 && next <= pages.count && pages.isCurrent(next) ? pages.page(next) : null;
    if (!more) throw new Broken();
    const part = more.subarray(4, Math.min(usable, 4 + size - filled));
    payload.set(part, filled);
    filled += part.byteLength;
    next = new DataView(more.buffer, more.byteOffset).getUint32(0);
  }
  if (next !== 0) throw new Broken();
  return payload;
}

function decodeRecord(payload: Uint8Array): Value[] {
  const header = varint(payload, 0);
  const types: number[] = [];
  let at = header.next;
  while (at < Number(header.value)) {
    const type = varint(payload, at);
    types.push(Number(type.value));
    at = type.next;
  }
  if (at !== Number(header.value)) throw new Broken();
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const values = types.map((type) => {
    const { value, bytes } = decodeValue(view, payload, at, type);
    at += bytes;
    return value;
  });
  if (at !== payload.byteLength) throw new Broken();
  return values;
}

const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8];

function decodeValue(
  view: DataView,
  payload: Uint8Array,
  at: number,
  type: number,
): { value: Value; bytes: number } {
  if (type === 0) return { value: null, bytes: 0 };
  if (type === 8 || type === 9) return { value: type - 8, bytes: 0 };
  if (type === 7) return { value: view.getFloat64(at), bytes: 8 };
  const integerBytes = INTEGER_BYTES[type];
  if (integerBytes !== undefined) {
    let value = BigInt(view.getInt8(at));
    for (let index = 1; index < integerBytes; index += 1)
      value = value * 256n + BigInt(view.getUint8(at + index));
    const isSmall = value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
    return { value: isSmall ? Number(value) : value, bytes: integerBytes };
  }
  if (type < 12) throw new Broken();
  const bytes = (type - 12) >> 1;
  if (at + bytes > payload.byteLength) throw new Broken();
  const content = payload.subarray(at, at + bytes);
  return { value: type % 2 === 0 ? content.slice() : utf8.decode(content), bytes };
}

function varint(bytes: Uint8Array, at: number): { value: bigint; next: number } {
  let value = 0n;
  for (let index = 0; index < 9; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) throw new Broken();
    if (index === 8) return { value: (value << 8n) | BigInt(byte), next: at + 9 };
    value = (value << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80) return { value, next: at + index + 1 };
  }
  throw new Broken();
}
