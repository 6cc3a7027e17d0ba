/**
 * Finds products in running text by code, by name, and by parts of their names. A shortened name may mean several
 * products: all of them are answered, and only what can mean nothing else is called certain.
 */
import { plainText } from './plain-text.ts';
import { isCountWithUnit } from './quantity.ts';

export interface ChainProduct {
  readonly id: string;
  readonly sku: string | null;
  readonly name: string;
  readonly spec: string;
}

/**
 * How the words mean the product: its code; its whole name (with or without its spec); a whole word of the name; the end
 * of one (`柔巾` for `全棉柔巾`, where Chinese and English put the noun); other letters of it; its spec alone; or no more
 * than a likeness, which is only ever offered.
 */
export const meanings = ['code', 'name', 'word', 'tail', 'inside', 'spec', 'alike'] as const;
export type Meaning = (typeof meanings)[number];

export interface ChainCandidate {
  readonly productId: string;
  readonly by: Meaning;
}

export interface Mention {
  readonly length: number;
  /** The digits behind it also stand there in the product's name: `浴巾70` for `浴巾 70×140cm`. */
  readonly beforeOwnDigits: boolean;
  /** Best first; never empty. */
  readonly candidates: readonly ChainCandidate[];
}

export interface ProductIndex {
  /** The longest mention of a product that starts at `at` of a plain text, or null. */
  find(text: string, at: number): Mention | null;
  /** Products that share letters with words that are none: at most five, the likest first. */
  alike(text: string): readonly ChainCandidate[];
  /** A product's name and spec in plain letters. */
  describes(productId: string): string;
}

interface Entry {
  readonly product: ChainProduct;
  readonly name: string;
  readonly spec: string;
  readonly full: readonly string[];
  readonly words: readonly string[];
  readonly texts: readonly string[];
  readonly letters: ReadonlySet<string>;
}

/** The end of a product's text from some letter on. */
interface Ending {
  readonly entry: Entry;
  readonly text: string;
  readonly at: number;
  readonly rest: string;
}

/** Products that some words stand in. */
interface Holding {
  readonly candidates: readonly ChainCandidate[];
  /** The words are a product's whole name, or a whole word of it. */
  readonly isWhole: boolean;
}

const SHORTEST = 2;
const MOST_ALIKE = 5;
const codeRun = /^[a-z0-9]+(?:[-_./][a-z0-9]+)*/;

const squeezed = (text: string) =>
  plainText(text)
    .text.replace(/[()[\]{}【】「」·|,、/]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
const bareCode = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
const isLatin = (letter: string | undefined) => letter !== undefined && /[a-z]/.test(letter);
const isDigit = (letter: string | undefined) => letter !== undefined && /\d/.test(letter);

function entryOf(product: ChainProduct): Entry {
  const name = squeezed(product.name);
  const spec = squeezed(product.spec);
  const joined = name.replaceAll(' ', '');
  const full = [...new Set([name, joined, ...(spec === '' ? [] : [`${name}${spec}`, `${name} ${spec}`])])];
  const words = name.split(' ').filter((word) => word.length >= SHORTEST);
  const texts = [...new Set([...full, ...(spec === '' ? [] : [spec, spec.replaceAll(' ', '')])])];
  const letters = new Set([...`${name}${spec}`].filter((letter) => /[\p{L}\p{N}]/u.test(letter)));
  return { product, name, spec, full, words, texts, letters };
}

/** A match may not end inside a number (`1.8`) or a Latin word, neither in the text nor in the product's name. */
function cutsThrough(text: string, at: number): boolean {
  const before = text[at - 1];
  const after = text[at];
  if (/[\ud800-\udbff]/.test(before ?? '') && /[\udc00-\udfff]/.test(after ?? '')) return true;
  if (after === '.' && isDigit(before) && isDigit(text[at + 1])) return true;
  if (before === '.' && isDigit(after) && isDigit(text[at - 2])) return true;
  return (isDigit(before) && isDigit(after)) || (isLatin(before) && isLatin(after));
}

function meaningOf(entry: Entry, words: string): Meaning {
  if (entry.full.includes(words)) return 'name';
  // The whole name and the beginning of its spec.
  if (entry.full.some((name) => name.startsWith(words)) && words.startsWith(entry.name)) return 'name';
  if (entry.words.includes(words)) return 'word';
  const ofSpec = entry.spec.includes(words);
  if (entry.words.some((word) => word.endsWith(words))) return 'tail';
  if (!ofSpec && entry.full.some((name) => name.endsWith(words))) return 'tail';
  return entry.full.slice(0, 2).some((name) => name.includes(words)) ? 'inside' : 'spec';
}

const rank = (candidate: ChainCandidate) => meanings.indexOf(candidate.by);

function ordered(candidates: Iterable<ChainCandidate>): ChainCandidate[] {
  return [...candidates].sort((a, b) => rank(a) - rank(b));
}

/** The one product that a mention can only mean, or null: then a person picks. */
export function certainOf(candidates: readonly ChainCandidate[]): string | null {
  for (const by of ['code', 'name'] as const) {
    const meant = candidates.filter((candidate) => candidate.by === by);
    if (meant.length > 0) return meant.length === 1 ? (meant[0]?.productId ?? null) : null;
  }
  const [only, ...others] = candidates;
  return only && others.length === 0 && (only.by === 'word' || only.by === 'tail') ? only.productId : null;
}

/** What both mentions can mean, each with its better reading: `浴巾` and `大号` beside it. */
export function inCommon(
  one: readonly ChainCandidate[],
  other: readonly ChainCandidate[],
): readonly ChainCandidate[] {
  const twins = new Map(other.map((candidate) => [candidate.productId, candidate]));
  const both = one.flatMap((candidate) => {
    const twin = twins.get(candidate.productId);
    return twin === undefined ? [] : [rank(twin) < rank(candidate) ? twin : candidate];
  });
  return ordered(both);
}

const byRest = (a: Ending, b: Ending) => (a.rest < b.rest ? -1 : a.rest > b.rest ? 1 : 0);

/** Every place where a mention may start, in alphabetical order: a word is looked up by halving. */
function endingsOf(entries: readonly Entry[]): Ending[] {
  const endings = entries.flatMap((entry) =>
    entry.texts.flatMap((text) =>
      [...text].length < SHORTEST
        ? []
        : Array.from({ length: text.length - SHORTEST + 1 }, (_, at) => at)
            .filter((at) => text[at] !== ' ' && !cutsThrough(text, at))
            .map((at) => ({ entry, text, at, rest: text.slice(at) })),
    ),
  );
  return endings.sort(byRest);
}

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length += 1;
  return length;
}

/** The first ending that is not before `text`. */
function firstFrom(endings: readonly Ending[], text: string): number {
  let low = 0;
  let high = endings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((endings[middle]?.rest ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function productIndex(products: readonly ChainProduct[]): ProductIndex {
  const entries = products.map(entryOf);
  const endings = endingsOf(entries);
  const longest = endings.reduce((most, { rest }) => Math.max(most, rest.length), 0);
  const known = new Map<string, Holding>();
  const codes = new Map<string, ChainCandidate[]>();
  for (const entry of entries) {
    const code = bareCode(entry.product.sku ?? '');
    // A code of two or three digits would swallow quantities.
    if (code === '' || (/^\d+$/.test(code) && code.length < 4)) continue;
    codes.set(code, [...(codes.get(code) ?? []), { productId: entry.product.id, by: 'code' }]);
  }

  function findCode(text: string, at: number): Mention | null {
    if (/[a-z0-9]/.test(text[at - 1] ?? '')) return null;
    const run = codeRun.exec(text.slice(at))?.[0] ?? '';
    for (let length = run.length; length >= SHORTEST; length -= 1) {
      const rest = text.slice(at + length);
      if (/^[a-z0-9]/.test(rest) && !/^x\d/.test(rest)) continue;
      const candidates = codes.get(bareCode(run.slice(0, length)));
      if (candidates) return { length, candidates, beforeOwnDigits: false };
    }
    return null;
  }

  /** Products in whose texts these words stand and end where a word may end. */
  function holding(words: string): Holding {
    const before = known.get(words);
    if (before) return before;
    const found = new Set<Entry>();
    for (let at = firstFrom(endings, words); endings[at]?.rest.startsWith(words); at += 1) {
      const ending = endings[at];
      if (ending && !cutsThrough(ending.text, ending.at + words.length)) found.add(ending.entry);
    }
    const held = {
      isWhole: [...found].some((entry) => entry.full.includes(words) || entry.words.includes(words)),
      candidates: ordered(
        [...found].map((entry) => ({ productId: entry.product.id, by: meaningOf(entry, words) })),
      ),
    };
    known.set(words, held);
    return held;
  }

  function findName(text: string, at: number): Mention | null {
    if (cutsThrough(text, at)) return null;
    const rest = text.slice(at, at + longest);
    const near = firstFrom(endings, rest);
    let length = Math.max(
      sharedLength(rest, endings[near]?.rest ?? ''),
      sharedLength(rest, endings[near - 1]?.rest ?? ''),
    );
    let beforeOwnDigits = false;
    for (; length >= SHORTEST; length -= 1) {
      const words = rest.slice(0, length);
      const end = /^(?:(e?s)(?![a-z])|x\d)/.exec(text.slice(at + length, at + length + 3));
      const plural = isLatin(words.at(-1)) ? (end?.[1]?.length ?? 0) : 0;
      if (cutsThrough(text, at + length) && end === null) continue;
      if (words.endsWith(' ') || !/\p{L}/u.test(words) || isCountWithUnit(words)) continue;
      const { candidates, isWhole } = holding(words);
      if (candidates.length === 0) continue;
      // Digits behind what is no whole name are more likely a count than part of a spec.
      const digits = /(?<=\p{L}\s?)\d+(?:\.\d+)?$/u.exec(words)?.[0].length ?? 0;
      if (digits > 0 && !isWhole && length - digits >= SHORTEST) {
        beforeOwnDigits = true;
        length -= digits - 1;
        continue;
      }
      return { length: length + plural, beforeOwnDigits, candidates };
    }
    return null;
  }

  const descriptions = new Map(entries.map(({ product, full }) => [product.id, full.join(' ')]));
  return {
    find: (text, at) => findCode(text, at) ?? findName(text, at),
    describes: (productId) => descriptions.get(productId) ?? '',
    alike(text) {
      const letters = [...new Set(plainText(text).text)].filter((letter) => /[\p{L}\p{N}]/u.test(letter));
      return entries
        .map((entry) => ({
          id: entry.product.id,
          shared: letters.filter((letter) => entry.letters.has(letter)).length,
        }))
        .filter(({ shared }) => shared > 0)
        .sort((a, b) => b.shared - a.shared)
        .slice(0, MOST_ALIKE)
        .map(({ id }) => ({ productId: id, by: 'alike' }));
    },
  };
}
