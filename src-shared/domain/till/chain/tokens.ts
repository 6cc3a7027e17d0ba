/** What stands in one entry of an order chain, piece by piece. Every letter belongs to exactly one token. */
import { findPhone } from './phone-text.ts';
import type { Mention, ProductIndex } from './product-index.ts';
import { type ReadQuantity, readQuantity } from './quantity.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * `gap` is white space and small signs, `break` ends what belongs together; `aside` stands in brackets; `note` is money,
 * a total, "paid", a building: kept, but no order.
 */
export type Token = Span &
  (
    | { readonly kind: 'gap'; readonly colon: boolean }
    | { readonly kind: 'break' | 'word' | 'filler' | 'cancel' | 'note' | 'place' | 'phone' }
    | { readonly kind: 'aside'; readonly inner: Span }
    | { readonly kind: 'mention'; readonly mention: Mention }
    | { readonly kind: 'count'; readonly count: ReadQuantity }
  );

const breaks = /^[,、;+|&/\n!?~。]+/;
const letters = /^[\p{L}\p{N}\p{M}]/u;
const cancelWord =
  /^(?:已|请)?(?:取消|不要了|不需要了|作废|划掉|删除|退出|退团|退单|cancell?ed|cancel)(?![a-z])/;
const denied = /[不别没勿]$/;
const total =
  /^(?:一共|总共|共计|合计|总计|共|total)[: ]?(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百]+)[\p{Script=Han}]?/u;
const money = /^(?:[¥$]\s?\d+(?:\.\d+)?|\d+(?:\.\d+)?\s?(?:元|圆|块钱|rmb))/;
const paid = /^(?:已付款?|已转账?|已支付|付了|转了|已下单|paid)/;
/** Rooms and buildings, which groups of neighbours put beside their names: `3-501`, `12号楼`, `a座1203`. */
const place =
  /^#?(?:\d{1,3}(?:-\d{2,4}){1,3}|[a-z]?\d{1,4}(?:号楼|号院|栋|幢|座|单元|室|弄)(?:[a-z]?\d{0,4}(?:号楼|栋|幢|座|楼|单元|室|号|层)?)*)(?![\d条件盒份包])/;
const fillers =
  /^(?:我要|想要|还要|还有|以及|谢谢|多谢|麻烦|辛苦|团长|群主|要|来|加|订|定|买|拿|再|和|跟|了|哦|呀|啊|呢|吧|哈|啦|喽|的|and|with|thanks|please|pls)+$/;
/** Bounded, so that a paste of brackets alone does not take its square in time. */
const LONGEST_ASIDE = 300;
/** Eleven digits, two signs between them, and what stands behind. */
const LONGEST_PHONE = 14;
const opening = '([{【「<';
const closing = ')]}】」>';

export function tokensOf(text: string, index: ProductIndex): Token[] {
  const tokens: Token[] = [];
  let wordStart: number | null = null;
  let at = 0;

  function closeWord(): void {
    if (wordStart === null) return;
    const kind = fillers.test(text.slice(wordStart, at)) ? 'filler' : 'word';
    tokens.push({ kind, start: wordStart, end: at });
    wordStart = null;
  }
  function push(token: Token): void {
    closeWord();
    tokens.push(token);
    at = token.end;
  }

  while (at < text.length) {
    const next = tokenAt(text, at, index, wordStart, tokens.at(-1) ?? null);
    if (next !== null) push(next);
    else {
      wordStart ??= at;
      at += letterLength(text, at);
    }
  }
  closeWord();
  return tokens;
}

function tokenAt(
  text: string,
  at: number,
  index: ProductIndex,
  wordStart: number | null,
  last: Token | null,
): Token | null {
  const rest = text.slice(at);
  const span = (length: number): Span => ({ start: at, end: at + length });
  const matched = (pattern: RegExp) => pattern.exec(rest)?.[0].length ?? 0;

  const broken = matched(breaks);
  if (broken > 0) return { kind: 'break', ...span(broken) };
  if (opening.includes(rest[0] ?? '')) return bracketAt(text, at, index);
  const phone = /^1[3-9]/.test(rest) ? findPhone(text.slice(at, at + LONGEST_PHONE)) : null;
  if (phone?.at === 0 && !/\d/.test(text[at - 1] ?? '')) return { kind: 'phone', ...span(phone.length) };
  if (wordStart === null && matched(place) > 0) return { kind: 'place', ...span(matched(place)) };
  const mention = index.find(text, at);
  if (mention !== null) return { kind: 'mention', mention, ...span(mention.length) };
  if (matched(cancelWord) > 0 && !denied.test(text.slice(0, at)))
    return { kind: 'cancel', ...span(matched(cancelWord)) };
  const aside = matched(total) || matched(money) || matched(paid);
  if (aside > 0) return { kind: 'note', ...span(aside) };
  const count = countAt(text, at, index, wordStart, last);
  if (count !== null) return { kind: 'count', count, ...span(count.length) };
  // A lone sign of multiplication.
  if (/^x(?![\p{L}\p{N}])/u.test(rest) && !letters.test(text[at - 1] ?? ''))
    return { kind: 'gap', colon: false, ...span(1) };
  if (letters.test(rest)) return null;
  return { kind: 'gap', colon: rest[0] === ':', ...span(letterLength(text, at)) };
}

/** Rare Chinese letters, which names are full of, take two units of a string. */
function letterLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/**
 * Chinese numerals stand in names and words all the time: one counts only with its unit, behind `x` or `各`, or right
 * beside a product.
 */
function countAt(
  text: string,
  at: number,
  index: ProductIndex,
  wordStart: number | null,
  last: Token | null,
): ReadQuantity | null {
  const count = readQuantity(text.slice(at));
  if (count === null || count.length === 0) return null;
  // The `x` of `box2`.
  if (count.marked && /[a-z]/.test(text[at - 1] ?? '') && wordStart !== null) return null;
  if (!count.chinese || count.marked || count.each || count.unit !== '') return count;
  const besideBefore = wordStart === null && last?.kind === 'mention' && last.end === at;
  const besideAfter = index.find(text, at + count.length) !== null;
  return besideBefore || besideAfter ? count : null;
}

/** A bracket that holds a product with its count is part of the order; any other is an aside; a lone one is a sign. */
function bracketAt(text: string, at: number, index: ProductIndex): Token {
  const close = closing[opening.indexOf(text[at] ?? '')] ?? ')';
  const within = /^[^\n]*/.exec(text.slice(at + 1, at + 1 + LONGEST_ASIDE))?.[0] ?? '';
  const length = within.indexOf(close);
  const gap: Token = { kind: 'gap', colon: false, start: at, end: at + 1 };
  if (length === -1) return gap;
  const end = at + 1 + length;
  const inner = { start: at + 1, end };
  const kinds = tokensOf(text.slice(inner.start, inner.end), index).map(({ kind }) => kind);
  if (kinds.includes('mention') && kinds.includes('count')) return { ...gap, kind: 'break' };
  const said = kinds.filter((kind) => kind !== 'gap' && kind !== 'filler');
  if (said.length === 1 && said[0] === 'cancel') return { kind: 'cancel', start: at, end: end + 1 };
  return { kind: 'aside', inner, start: at, end: end + 1 };
}
