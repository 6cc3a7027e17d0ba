/** What an entry orders: products with their counts, in front of them or behind. */
import type { ChainProblem } from './chain-reading.ts';
import { type ChainCandidate, inCommon, type ProductIndex } from './product-index.ts';
import type { ReadQuantity } from './quantity.ts';
import { type Token, tokensOf } from './tokens.ts';

export interface OpenItem {
  readonly start: number;
  end: number;
  /** What stands for the product; empty where there is only a count. */
  wordsStart: number;
  wordsEnd: number;
  candidates: readonly ChainCandidate[];
  count: ReadQuantity | null;
  readonly problems: Set<ChainProblem>;
}

type CountToken = Extract<Token, { kind: 'count' }>;
type MentionToken = Extract<Token, { kind: 'mention' }>;

export interface FoundItems {
  readonly items: readonly OpenItem[];
  /** Brackets that told products apart: `浴巾（大号）`. */
  readonly used: ReadonlySet<Token>;
}

/** @param named offered where there is a count and no product */
export function readItems(
  text: string,
  tokens: readonly Token[],
  index: ProductIndex,
  named: readonly ChainCandidate[],
): FoundItems {
  const items: OpenItem[] = [];
  const used = new Set<Token>();
  /** What a count that comes next would belong to; null behind a comma or a plus. */
  let open: OpenItem | null = null;
  let waiting: CountToken | null = null;
  let eachAhead = false;

  function begin(token: Token, candidates: readonly ChainCandidate[]): OpenItem {
    const item: OpenItem = {
      start: waiting?.start ?? token.start,
      end: token.end,
      wordsStart: token.start,
      wordsEnd: token.end,
      candidates,
      count: waiting?.count ?? null,
      problems: new Set(),
    };
    if (token.kind === 'mention' && token.mention.beforeOwnDigits) item.problems.add('count-unsure');
    if (waiting?.count.each || (eachAhead && waiting === null)) {
      eachAhead = true;
      item.problems.add('count-unsure');
    }
    waiting = null;
    items.push(item);
    open = item;
    return item;
  }
  /** A count that no product came for. */
  function strand(): void {
    if (waiting === null) return;
    const { start, end, count } = waiting;
    waiting = null;
    items.push({
      start,
      end,
      wordsStart: start,
      wordsEnd: start,
      candidates: named,
      count,
      problems: new Set(),
    });
  }
  function take(token: CountToken, next: Token | undefined): void {
    const { count } = token;
    if (count.each && giveEach(items, token)) return;
    if (open === null || open.count !== null) {
      strand();
      waiting = token;
      return;
    }
    const besideOpen = token.start === open.end;
    if (!besideOpen && next?.kind === 'mention' && next.start === token.end) {
      open.problems.add('count-unsure');
      waiting = token;
      return;
    }
    open.count = count;
    open.end = token.end;
  }
  function mention(token: MentionToken): void {
    const { candidates } = token.mention;
    if (open !== null && waiting === null && joins(open, token, text)) {
      open.candidates = inCommon(open.candidates, candidates);
      open.wordsEnd = open.end = token.end;
    } else begin(token, candidates);
  }
  function word(token: Token, next: Token | undefined, at: number): void {
    if (next?.kind === 'mention' && next.start === token.end) return;
    if (open !== null && token.start === open.end && open.wordsEnd > open.wordsStart) {
      open.end = token.end;
      if (open.count === null) open.wordsEnd = token.end;
      if (!isUnknown(open)) open.problems.add('words-beside');
    } else if (
      open !== null &&
      waiting === null &&
      isUnknown(open) &&
      open.count === null &&
      isGap(tokens[at - 1])
    )
      open.wordsEnd = open.end = token.end;
    else begin(token, index.alike(text.slice(token.start, token.end)));
  }

  for (const [at, token] of tokens.entries()) {
    const next = tokens[at + 1];
    if (token.kind === 'break') {
      strand();
      open = null;
    } else if (token.kind === 'count') take(token, next);
    else if (token.kind === 'word') word(token, next, at);
    else if (token.kind === 'mention') {
      mention(token);
      const before = tokens[at - 1];
      const item = items.at(-1);
      if (before?.kind === 'word' && before.end === token.start && item?.wordsStart === token.start) {
        item.wordsStart = before.start;
        item.problems.add('words-beside');
      }
    } else if (token.kind === 'aside' && open !== null) {
      const common = inCommon((open as OpenItem).candidates, namedIn(text, token.inner, index));
      if (common.length === 0) continue;
      (open as OpenItem).candidates = common;
      (open as OpenItem).end = token.end;
      used.add(token);
    }
  }
  strand();
  return { items, used };
}

function isGap(token: Token | undefined): boolean {
  return token?.kind === 'gap';
}

function isUnknown(item: OpenItem): boolean {
  return item.candidates.every(({ by }) => by === 'alike');
}

function namedIn(
  text: string,
  { start, end }: { start: number; end: number },
  index: ProductIndex,
): readonly ChainCandidate[] {
  const [first, ...others] = tokensOf(text.slice(start, end), index).filter(({ kind }) => kind !== 'gap');
  return first?.kind === 'mention' && others.length === 0 ? first.mention.candidates : [];
}

/** `各2`: to every product before it that has no count yet. False where there is none. */
function giveEach(items: readonly OpenItem[], token: CountToken): boolean {
  let given = 0;
  for (let at = items.length - 1; at >= 0 && items[at]?.count === null; at -= 1) {
    const item = items[at];
    if (item === undefined) break;
    item.count = token.count;
    if (given === 0) item.end = token.end;
    given += 1;
  }
  // "Each" of one: the other may stand inside its name.
  if (given === 1) items.at(-1)?.problems.add('count-unsure');
  return given > 0;
}

/** Two mentions are one product if one of them is only its spec or letters of it, and both can mean the same. */
function joins(open: OpenItem, token: MentionToken, text: string): boolean {
  const { candidates } = token.mention;
  const countBehind = open.count !== null && open.end !== open.wordsEnd;
  if (countBehind || !/^\s*$/.test(text.slice(open.end, token.start))) return false;
  if (inCommon(open.candidates, candidates).length === 0) return false;
  const partly = (all: readonly ChainCandidate[]) => all.every(({ by }) => by === 'inside' || by === 'spec');
  return partly(open.candidates) || partly(candidates);
}
