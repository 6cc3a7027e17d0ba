/** What a header means, and the names by which a mapping remembers columns. */
import type { SheetColumn, SheetField, SheetKind } from '../../contract/sheet.ts';
import { type Cell, columnLetter, EMPTY_CELL, shownText } from './book.ts';
import { groupHeaders } from './group-headers.ts';
import { productHeaders } from './product-headers.ts';

/** Field → the header words that mean it, as `headerWord` leaves them. The first field that knows a word has it. */
export type HeaderWords = Partial<Readonly<Record<SheetField, readonly string[]>>>;

export const headerWords: Readonly<Record<SheetKind, HeaderWords>> = {
  products: productHeaders,
  groups: groupHeaders,
};

/** Two columns for one of these cannot both be right, and the wrong one would cost money. */
const onlyOne = new Set<SheetField>([
  'name',
  'sku',
  'listPrice',
  'price',
  'floorPrice',
  'stock',
  'commission',
  'robot',
]);

const SAMPLES = 3;
const SAMPLE_LENGTH = 40;
/** An address is shorter; a cell may hold a novel. */
const LOOK_LENGTH = 600;

/** `讲解时长（分钟）*` → `讲解时长`; `Live Price` → `liveprice`. */
export function headerWord(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, '')
    .replace(/[\u200b\u2060\ufeff]/g, '')
    .replace(/[\s_\-*:.。,、%]/g, '');
}

/** The field a header surely means, or `null`. */
export function fieldOf(header: string, words: HeaderWords): SheetField | null {
  const word = headerWord(header);
  if (word === '') return null;
  for (const [field, known] of entries(words)) if (known.includes(word)) return field;
  return null;
}

/** The field with the longest word that occurs in the header: good enough to offer, not to apply. */
function suggestedField(header: string, words: HeaderWords): SheetField | null {
  const word = headerWord(header);
  let best: { field: SheetField; length: number } | null = null;
  for (const [field, known] of entries(words)) {
    for (const part of known) {
      if (part.length >= 2 && word.includes(part) && part.length > (best?.length ?? 0)) {
        best = { field, length: part.length };
      }
    }
  }
  return best?.field ?? null;
}

function entries(words: HeaderWords): [SheetField, readonly string[]][] {
  return Object.entries(words) as [SheetField, readonly string[]][];
}

/** Web addresses may be robots' and so secrets: the host and the last characters are enough to know one by. */
export function maskAddresses(text: string): string {
  return text.replace(/(https?:\/\/)?[\w.-]+(:\d+)?\/[^\s,;]*|https?:\/\/[^\s,;]*/gi, (address) =>
    /^https?:|qyapi|webhook|key=/i.test(address) ? maskAddress(address) : address,
  );
}

/** `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…` → `qyapi.weixin.qq.com/…1a2b` */
export function maskAddress(address: string): string {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/?#\s]*@)?([^/?#\s@]+)[/?#]/i.exec(address.trim())?.[1];
  const tail = address.trim().slice(-4);
  return host === undefined ? `…${tail}` : `${host}/…${tail}`;
}

/** For a cell of the robot column, where even a bare key is a secret. A short word, such as `无`, is none. */
export function maskRobot(text: string): string {
  return text.length > 12 || /[/:=]/.test(text) ? maskAddress(text) : text;
}

export interface Mapping {
  /** What the person has said about this sheet. */
  readonly said: Readonly<Record<string, string>>;
  /** What was said earlier about a sheet with the same headers. */
  readonly remembered: Readonly<Record<string, string>>;
}

export interface ColumnReading {
  readonly columns: readonly SheetColumn[];
  /** Columns that claim a field another column has, where that is not harmless. */
  readonly rivals: readonly { readonly column: SheetColumn; readonly field: SheetField }[];
}

/** Gives every column of the header row its field: by the person's word first, then by the header's own. */
export function readColumns(
  header: readonly Cell[],
  below: readonly (readonly Cell[])[],
  kind: SheetKind,
  mapping: Mapping,
): ColumnReading {
  const words = headerWords[kind];
  // A map: a header may be `constructor`.
  const spoken = new Map(Object.entries({ ...mapping.remembered, ...mapping.said }));
  const bare = bareColumns(header, below);
  const taken = new Map<SheetField, number>();
  for (const { key, index } of bare) {
    const field = knownField(spoken.get(key), words);
    if (field !== null && !taken.has(field)) taken.set(field, index);
  }
  const spokenFields = new Set<SheetField | null>(taken.keys());
  const rivals: { column: SheetColumn; field: SheetField }[] = [];
  const columns = bare.map((column): SheetColumn => {
    const word = spoken.get(column.key);
    const asked = word === undefined ? fieldOf(column.header, words) : knownField(word, words);
    if (asked !== null && !taken.has(asked)) taken.set(asked, column.index);
    const field = asked !== null && taken.get(asked) === column.index ? asked : null;
    const suggested = field === null ? (asked ?? suggestedField(column.header, words)) : null;
    const read = {
      ...column,
      field,
      guessed: field !== null && word === undefined,
      ignored: word === 'ignore',
      suggested,
      samples: field === 'robot' ? column.samples.map(maskRobot) : column.samples,
    };
    // Where the person chose one of two, the other is no longer in question.
    const chosen = word === undefined && spokenFields.has(asked);
    if (asked !== null && field === null && onlyOne.has(asked) && !chosen)
      rivals.push({ column: read, field: asked });
    return read;
  });
  return { columns, rivals };
}

function knownField(word: string | undefined, words: HeaderWords): SheetField | null {
  return word !== undefined && Object.hasOwn(words, word) ? (word as SheetField) : null;
}

type BareColumn = Pick<SheetColumn, 'index' | 'letter' | 'key' | 'header' | 'samples'>;

function bareColumns(header: readonly Cell[], below: readonly (readonly Cell[])[]): BareColumn[] {
  const seen = new Map<string, number>();
  const width = below.reduce((widest, cells) => Math.max(widest, cells.length), header.length);
  const columns: BareColumn[] = [];
  for (let index = 0; index < width; index += 1) {
    const text = shownText(header[index] ?? EMPTY_CELL)
      .replace(/\s+/g, ' ')
      .slice(0, 100);
    const samples = samplesOf(below, index);
    if (text === '' && samples.length === 0) continue;
    const word = headerWord(text);
    const nth = (seen.get(word) ?? 0) + 1;
    seen.set(word, nth);
    columns.push({
      index,
      letter: columnLetter(index),
      key: nth === 1 ? word : `${word}#${nth}`,
      header: text,
      samples,
    });
  }
  return columns;
}

function samplesOf(below: readonly (readonly Cell[])[], index: number): string[] {
  const samples = new Set<string>();
  for (const cells of below) {
    const text = shownText(cells[index] ?? EMPTY_CELL);
    if (text !== '') samples.add(maskAddresses(text.slice(0, LOOK_LENGTH)).slice(0, SAMPLE_LENGTH));
    if (samples.size === SAMPLES) break;
  }
  return [...samples];
}

/** The same for sheets with the same headers in whatever order, and for no others (53-bit hash). */
export function headerFingerprint(kind: SheetKind, columns: readonly SheetColumn[]): string {
  const text = columns
    .map(({ key }) => key)
    .sort()
    .join('\u0000');
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  const hash = 4294967296 * (2097151 & low) + (high >>> 0);
  return `${kind}:${columns.length}:${hash.toString(16).padStart(14, '0')}`;
}
