/** Who an entry is of: the words in front of the first product, as long as they can be told from it. */
import type { ChainProblem } from './chain-reading.ts';
import type { Token } from './tokens.ts';

export interface FoundName {
  /** Tokens from `from` to before `to` are the name; none where both are equal. */
  readonly from: number;
  readonly to: number;
  readonly problems: readonly ChainProblem[];
}

const none: FoundName = { from: 0, to: 0, problems: [] };
const ofNames = new Set<Token['kind']>(['word', 'gap', 'count', 'place', 'filler']);
const endsChunk = new Set<Token['kind']>(['gap', 'break', 'cancel', 'aside', 'note', 'phone']);
const skipped = new Set<Token['kind']>(['gap', 'break', 'aside', 'phone']);

export function findName(tokens: readonly Token[]): FoundName {
  let from = 0;
  while (from < tokens.length && skipped.has(tokens[from]?.kind ?? 'word')) from += 1;
  const named = byColon(tokens, from);
  if (named !== null) return named;

  // `3-501 小王`: the place goes on into the name.
  let chunk = from;
  while (tokens[chunk]?.kind === 'place' || (chunk > from && tokens[chunk]?.kind === 'gap')) chunk += 1;
  let end = chunk;
  while (end < tokens.length && !endsChunk.has(tokens[end]?.kind ?? 'gap')) end += 1;
  const found = nameInChunk(tokens, chunk, end);
  if (found !== null) return { ...found, from };
  const place = tokens[from]?.kind === 'place' ? from + 1 : from;
  return { ...none, from, to: place };
}

/** `3-501 小王：柔巾2`: all before the colon, unless a product stands there. */
function byColon(tokens: readonly Token[], from: number): FoundName | null {
  const colon = tokens.findIndex((token) => token.kind === 'gap' && token.colon);
  if (colon <= from) return null;
  const before = tokens.slice(from, colon);
  const fits = before.every(
    (token) => ofNames.has(token.kind) && !(token.kind === 'count' && token.count.marked),
  );
  if (!fits || !before.some(({ kind }) => kind === 'word')) return null;
  return { from, to: colon, problems: [] };
}

function nameInChunk(tokens: readonly Token[], chunk: number, end: number): FoundName | null {
  const inChunk = tokens.slice(chunk, end);
  const at = inChunk.findIndex(({ kind }) => kind === 'mention');
  if (at === -1) return nameWithoutProduct(tokens, chunk, end);
  const before = inChunk.slice(0, at);
  if (isPartOfName(tokens, chunk + at, end, inChunk.length > 1)) {
    return { from: chunk, to: end, problems: ['name-unsure'] };
  }
  if (!before.some(({ kind }) => kind === 'word')) return null;
  const last = before.at(-1);
  if (last?.kind !== 'count') return { from: chunk, to: chunk + at, problems: [] };
  // `小王2包柔巾`: the count is the product's. `小王2柔巾1`: it belongs to the name. `小王2柔巾`: nobody can tell.
  if (last.count.unit !== '' || last.count.marked) return { from: chunk, to: chunk + at - 1, problems: [] };
  if (hasCountBehind(tokens, chunk + at)) return { from: chunk, to: chunk + at, problems: [] };
  return { from: chunk, to: chunk + at - 1, problems: ['name-or-count'] };
}

function nameWithoutProduct(tokens: readonly Token[], chunk: number, end: number): FoundName | null {
  const inChunk = tokens.slice(chunk, end);
  if (!inChunk.some(({ kind }) => kind === 'word')) return null;
  const last = inChunk.at(-1);
  if (last?.kind !== 'count') return { from: chunk, to: end, problems: [] };
  const counts = last.count.unit !== '' || last.count.marked;
  // A chain about one product: `小王2包`.
  if (counts) return { from: chunk, to: end - 1, problems: [] };
  const productLater = tokens.slice(end).some(({ kind }) => kind === 'mention');
  if (productLater) return { from: chunk, to: end, problems: [] };
  return { from: chunk, to: end - 1, problems: ['name-or-count'] };
}

/** `全棉时代小王 柔巾2`: a few letters of a product's name inside a longer word, and the real product behind it. */
function isPartOfName(tokens: readonly Token[], at: number, end: number, longer: boolean): boolean {
  const token = tokens[at];
  if (!longer || token?.kind !== 'mention') return false;
  if (!token.mention.candidates.every(({ by }) => by === 'inside' || by === 'spec')) return false;
  if (tokens.slice(at, end).some(({ kind }) => kind === 'count')) return false;
  const next = tokens.slice(end).find(({ kind }) => kind !== 'gap');
  return next?.kind !== 'count' && tokens.slice(end).some(({ kind }) => kind === 'mention');
}

/** Whether the product at `at` has its count behind it, and not the next product's in front of that. */
export function hasCountBehind(tokens: readonly Token[], at: number): boolean {
  let next = at + 1;
  while (tokens[next]?.kind === 'gap') next += 1;
  const count = tokens[next];
  if (count?.kind !== 'count') return false;
  const after = tokens[next + 1];
  return next === at + 1 || after?.kind !== 'mention';
}
