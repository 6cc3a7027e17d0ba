/**
 * Reads an order chain (接龙) as pasted from a group: a header, perhaps an example, then numbered entries. WeChat writes
 * `#接龙` (`#Group Note` in English) above it and `1. ` in front of each; people also number by hand. Every line comes
 * back with what it was taken for, so that nothing is dropped unseen.
 */

import type { ChainEntry, ChainLine, ChainLineKind, ChainProblem, ChainReading } from './chain-reading.ts';
import { plainText } from './plain-text.ts';
import { type ChainCandidate, type ChainProduct, type ProductIndex, productIndex } from './product-index.ts';
import { type EntrySource, readEntry } from './read-entry.ts';
import { tokensOf } from './tokens.ts';

/** Nobody orders in a longer line: it is shown, and not read. */
const LONGEST_LINE = 1000;

const chainMark = /^#\s*(?:接龙|group note)/;
const exampleLine =
  /^(?:\d{1,3}\s*[.、:)]?\s*)?(?:例(?:如|子)?(?![\p{Script=Han}])|例[:： ]|格式|示例|example\b|e\.g\.)/u;
const rulerLine = /^[\s\-_=—–─*~·.]{3,}$/;
const circledNumbers = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';
const priceMark = /[¥￥]|\d\s*(?:元|块|\/)/;

interface Start {
  readonly number: number;
  readonly length: number;
}

interface Draft {
  kind: ChainLineKind;
  readonly text: string;
  readonly start: Start | null;
}

export function parseChain(pasted: string, products: readonly ChainProduct[]): ChainReading {
  const index = productIndex(products);
  const drafts = withoutEmpty(classify(pasted.split(/\r\n|\n|\r|\u2028|\u2029/), index));
  const named = namedInHeader(drafts, index);
  const entries = sources(drafts).map((source) => readEntry(source, index, named));
  const lines = drafts.map<ChainLine>(({ kind, text }, at) => ({ line: at + 1, text, kind }));
  return { lines, entries: compared(entries) };
}

function classify(texts: readonly string[], index: ProductIndex): Draft[] {
  const drafts: Draft[] = [];
  let last: number | null = null;
  let open = false;
  for (const text of texts) {
    const plain = plainText(text).text.trim();
    const start = entryStart(text, plain, last, index);
    let kind: ChainLineKind;
    if (plain === '') kind = text.trim() === '' ? 'blank' : last === null ? 'header' : 'unread';
    else if (chainMark.test(plain)) {
      kind = 'header';
      last = null;
    } else if (rulerLine.test(plain)) kind = 'ruler';
    else if (exampleLine.test(plain)) kind = 'example';
    else if (text.length > LONGEST_LINE) kind = 'unread';
    else if (start !== null) {
      kind = 'entry';
      if (start.number === 1 && last !== null) priceListIsHeader(drafts);
      last = start.number;
    } else if (last === null) kind = 'header';
    else kind = open ? 'more' : 'unread';
    open = kind === 'entry' || kind === 'more';
    drafts.push({ kind, text, start: kind === 'entry' ? start : null });
  }
  return drafts;
}

/** A number that nobody wrote behind is an empty line. */
function withoutEmpty(drafts: readonly Draft[]): readonly Draft[] {
  return drafts.map((draft, at) => {
    if (draft.start === null || drafts[at + 1]?.kind === 'more') return draft;
    const empty = plainText(draft.text.slice(draft.start.length)).text.trim() === '';
    return empty ? { ...draft, kind: 'blank', start: null } : draft;
  });
}

/** The numbering began anew: if what was numbered before are products with prices, it was a list of goods. */
function priceListIsHeader(drafts: readonly Draft[]): void {
  const entries = drafts.filter(({ kind }) => kind === 'entry');
  if (entries.length === 0 || !entries.every(({ text }) => priceMark.test(text))) return;
  for (const draft of drafts) if (draft.kind === 'entry' || draft.kind === 'more') draft.kind = 'header';
}

/** The number in front of an entry. `6.18 团购` is a date and `3包柔巾` a count, unless they go on with the numbering. */
function entryStart(text: string, plain: string, last: number | null, index: ProductIndex): Start | null {
  const circled = /^\s*([①-⑳])[.、,:)\s]*/.exec(text);
  if (circled) return { number: circledNumbers.indexOf(circled[1] ?? '') + 1, length: circled[0].length };
  const match = /^\(?(\d{1,4})\)?\s*([.、,:)\]]?)\s*/.exec(plain);
  if (match === null || match[1] === undefined) return null;
  const number = Number(match[1]);
  const rest = plain.slice(match[0].length);
  const follows = last !== null && number === last + 1;
  const signed = match[2] !== '' || /^\(\d+\)/.test(plain);
  if (signed) {
    const decimal = match[2] === '.' && /^\d{1,4}\.\d/.test(plain);
    if (decimal && !follows) return null;
  } else {
    const begins = follows || (last === null && number === 1);
    if (!begins || rest === '' || !/^[\p{L}\s]/u.test(rest)) return null;
    if (/^[包条件盒份个套箱提袋瓶双只组卷片块张罐支号月日楼栋]/.test(rest) || index.find(rest, 0) !== null)
      return null;
  }
  return { number, length: lengthInText(text, match[0].trimEnd()) };
}

/** How much of the original the plain number takes. */
function lengthInText(text: string, number: string): number {
  const plain = plainText(text);
  const lead = plain.text.length - plain.text.trimStart().length;
  return plain.origin[lead + number.length] ?? text.length;
}

function sources(drafts: readonly Draft[]): EntrySource[] {
  const found: { line: number; number: number; text: string }[] = [];
  for (const [at, { kind, text, start }] of drafts.entries()) {
    if (kind === 'entry' && start !== null)
      found.push({ line: at + 1, number: start.number, text: text.slice(start.length) });
    const current = found.at(-1);
    if (kind === 'more' && current) current.text += `\n${text}`;
  }
  return found;
}

/** Products that the header speaks of. They are offered, never taken: `by` is no more than a likeness. */
function namedInHeader(drafts: readonly Draft[], index: ProductIndex): ChainCandidate[] {
  const named = new Map<string, ChainCandidate>();
  for (const { kind, text } of drafts) {
    if (kind !== 'header') continue;
    for (const token of tokensOf(plainText(text).text, index)) {
      if (token.kind !== 'mention') continue;
      for (const { productId } of token.mention.candidates) named.set(productId, { productId, by: 'alike' });
    }
  }
  return [...named.values()];
}

/** What only shows beside the other entries: the same person, the same order, the same line pasted twice. */
function compared(entries: readonly ChainEntry[]): ChainEntry[] {
  const people = new Map<string, ChainEntry[]>();
  const numbers = new Map<number, ChainEntry[]>();
  return entries.map((entry) => {
    const problems = new Set<ChainProblem>(entry.problems);
    const person = plainText(entry.name).text.replaceAll(' ', '');
    const earlier = person === '' ? [] : (people.get(person) ?? []);
    const sameNumber = numbers.get(entry.number) ?? [];
    if (sameNumber.some(({ text }) => text.trim() === entry.text.trim())) problems.add('repeated-line');
    else if (earlier.some((other) => orderKey(other) === orderKey(entry))) problems.add('same-order');
    else if (earlier.length > 0) problems.add('same-person');
    if (sameNumber.length > 0 && !problems.has('repeated-line')) problems.add('number-twice');
    people.set(person, [...earlier, entry]);
    numbers.set(entry.number, [...sameNumber, entry]);
    return { ...entry, problems: [...problems] };
  });
}

function orderKey({ items }: ChainEntry): string {
  return items
    .map(({ productId, words, qty }) => `${productId ?? words}*${qty ?? '?'}`)
    .sort()
    .join('+');
}
