/** One entry of an order chain: who, what, how many; and what could not be told for sure. */
import type { ChainEntry, ChainItem, ChainProblem } from './chain-reading.ts';
import { findPhone } from './phone-text.ts';
import { originalOf, type PlainText, plainText } from './plain-text.ts';
import { type ChainCandidate, certainOf, type ProductIndex } from './product-index.ts';
import { containsCount, holdsMany } from './quantity.ts';
import { type OpenItem, readItems } from './read-items.ts';
import { findName } from './read-name.ts';
import { type Token, tokensOf } from './tokens.ts';

const MOST_PIECES = 9999;
const MANY_PIECES = 200;
const LONGEST_NAME = 40;

export interface EntrySource {
  readonly line: number;
  readonly number: number;
  /** Lines as pasted, joined by line breaks; without the number. */
  readonly text: string;
}

/** @param named products that the chain's header names: offered where an entry names none, never taken */
export function readEntry(
  source: EntrySource,
  index: ProductIndex,
  named: readonly ChainCandidate[],
): ChainEntry {
  const plain = plainText(source.text);
  const tokens = tokensOf(plain.text, index);
  const found = findName(tokens);
  const rest = [...tokens.slice(0, found.from), ...tokens.slice(found.to)];
  const problems = new Set<ChainProblem>(found.problems);
  const { items: read, used } = readItems(plain.text, rest, index, named);
  const items = [...read];
  if (problems.has('name-or-count')) items[0]?.problems.add('count-unsure');

  const start = tokens[found.from]?.start ?? 0;
  const inFront = found.to > found.from ? originalOf(plain, start, tokens[found.to - 1]?.end ?? start) : '';
  const name = inFront === '' ? nameElsewhere(plain, items, problems) : inFront;
  if (name === '') problems.add('no-name');
  if (name.length > LONGEST_NAME) problems.add('name-unsure');

  const cancelled = readCancel(tokens, items, problems);
  readAsides(plain, rest, used, index, problems);
  if (items.length === 0 && !cancelled) {
    problems.add('no-items');
    items.push(emptyItem(plain.text.length, named));
  }
  const phone = findPhone(plain.text);
  if (phone) problems.add('phone-left-out');
  return {
    ...source,
    name,
    items: items.map((item, at) => itemOf(item, at, source, plain, index)),
    note: noteOf(plain, rest, used),
    phone: phone && originalOf(plain, phone.at, phone.at + phone.length),
    cancelled,
    problems: [...problems],
  };
}

/** `柔巾2 小王`, or a name of nothing but emoji. */
function nameElsewhere(plain: PlainText, items: OpenItem[], problems: Set<ChainProblem>): string {
  const before = originalOf(plain, 0, items[0]?.start ?? plain.text.length);
  if (/\p{Extended_Pictographic}/u.test(before) && !/[\p{L}\p{N}]/u.test(before)) return before;
  const last = items.at(-1);
  if (items.length < 2 || !last || last.count !== null || last.candidates.some(({ by }) => by !== 'alike'))
    return '';
  items.pop();
  problems.add('name-unsure');
  return originalOf(plain, last.start, last.end);
}

/** Whether the entry as a whole was taken back. With several products it may be only one of them: that is asked. */
function readCancel(tokens: readonly Token[], items: OpenItem[], problems: Set<ChainProblem>): boolean {
  const at = tokens.findLastIndex(({ kind }) => kind === 'cancel');
  if (at === -1) return false;
  const orderBehind = tokens.slice(at + 1).some(({ kind }) => ['word', 'mention', 'count'].includes(kind));
  if (orderBehind || items.length > 1) {
    problems.add('cancel-unsure');
    return false;
  }
  problems.add('cancelled');
  return true;
}

function readAsides(
  plain: PlainText,
  tokens: readonly Token[],
  used: ReadonlySet<Token>,
  index: ProductIndex,
  problems: Set<ChainProblem>,
): void {
  for (const token of tokens) {
    if (token.kind !== 'aside' || used.has(token)) continue;
    const inner = tokensOf(plain.text.slice(token.inner.start, token.inner.end), index);
    if (inner.some(({ kind }) => kind === 'cancel')) problems.add('cancel-unsure');
    else if (inner.some(({ kind }) => kind === 'mention')) problems.add('aside-names-product');
  }
}

function noteOf(plain: PlainText, tokens: readonly Token[], used: ReadonlySet<Token>): string {
  return tokens
    .flatMap((token) => {
      if (token.kind === 'aside' && !used.has(token))
        return [originalOf(plain, token.inner.start, token.inner.end)];
      return token.kind === 'note' || token.kind === 'place'
        ? [originalOf(plain, token.start, token.end)]
        : [];
    })
    .filter((part) => part !== '')
    .join('；');
}

function emptyItem(at: number, named: readonly ChainCandidate[]): OpenItem {
  return {
    start: at,
    end: at,
    wordsStart: at,
    wordsEnd: at,
    candidates: named,
    count: null,
    problems: new Set(),
  };
}

function itemOf(
  item: OpenItem,
  at: number,
  source: EntrySource,
  plain: PlainText,
  index: ProductIndex,
): ChainItem {
  const words = plain.text.slice(item.wordsStart, item.wordsEnd).trim();
  const productId = certainOf(item.candidates);
  const known = item.candidates.some(({ by }) => by !== 'alike');
  const problems = new Set(item.problems);
  if (productId === null) problems.add(known ? 'product-unsure' : 'product-unknown');
  const line = source.line + (plain.text.slice(0, item.start).match(/\n/g)?.length ?? 0);
  return {
    key: `${source.line}.${at}`,
    line,
    text: originalOf(plain, Math.min(item.start, item.wordsStart), item.end),
    words,
    qty: readCount(item, words, productId, index, problems),
    unit: item.count?.unit ?? '',
    candidates: item.candidates,
    productId,
    problems: [...problems],
  };
}

function readCount(
  { count }: OpenItem,
  words: string,
  productId: string | null,
  index: ProductIndex,
  problems: Set<ChainProblem>,
): number | null {
  if (count === null) {
    // `柔巾6包` may be a name and may be six of them.
    if (!problems.has('count-unsure')) problems.add(containsCount(words) ? 'count-unsure' : 'count-assumed');
    return 1;
  }
  if (count.value === null || count.value < 1 || count.value > MOST_PIECES) {
    problems.add('count-unreadable');
    return null;
  }
  if (count.value > MANY_PIECES) problems.add('count-large');
  const soldSo = productId !== null && index.describes(productId).includes(count.unit);
  if (holdsMany(count.unit) && !soldSo) problems.add('count-many-in-one');
  return count.value;
}
