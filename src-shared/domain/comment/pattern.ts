/**
 * Patterns for blocked words that take time in proportion to the text, whatever the pattern is: a small part of the
 * usual syntax, run as a set of states (Thompson, "Regular expression search algorithm", 1968) instead of by going back.
 * Known are `.`, `\d \w \s`, `[a-z]`, `( )`, `|`, `* + ?`, `{2,5}`, `^` and `$`; what needs going back (`\1`, look-around)
 * is not, and is refused with its place.
 */

export const LONGEST_PATTERN = 200;
const MOST_STEPS = 800;
const MOST_REPEATS = 50;

type Test = (sign: string) => boolean;
type Node =
  | { readonly is: 'sign'; readonly test: Test }
  | { readonly is: 'edge'; readonly start: boolean }
  | { readonly is: 'row'; readonly parts: readonly Node[] }
  | { readonly is: 'choice'; readonly parts: readonly Node[] }
  | { readonly is: 'repeat'; readonly part: Node; readonly min: number; readonly max: number | null };

type Step =
  | { readonly is: 'sign'; readonly test: Test }
  | { readonly is: 'edge'; readonly start: boolean }
  | { is: 'split'; first: number; second: number }
  | { readonly is: 'found' };

export interface Pattern {
  /** The leftmost match, of several from there the longest; signs as in `foldedText`. */
  find(signs: readonly string[]): { from: number; to: number } | null;
}
export type PatternFault =
  /** Not understood from that sign on, counted from 1. */
  | { readonly fault: 'syntax'; readonly at: number }
  /** It would match every comment. */
  | { readonly fault: 'matches-all' }
  | { readonly fault: 'too-large' };

class Fault extends Error {
  readonly at: number;
  constructor(at: number) {
    super('pattern');
    this.at = at;
  }
}
class TooLarge extends Error {}

/** Compiles a pattern, or says what is wrong with it. Never throws. */
export function compilePattern(source: string): Pattern | PatternFault {
  if ([...source].length > LONGEST_PATTERN) return { fault: 'too-large' };
  try {
    const steps = stepsOf(parsePattern([...source]));
    const firsts = firstTests(steps);
    const pattern: Pattern = { find: (signs) => run(steps, signs, firsts) };
    return run(steps, [], null) ? { fault: 'matches-all' } : pattern;
  } catch (error) {
    if (error instanceof Fault) return { fault: 'syntax', at: error.at + 1 };
    if (error instanceof TooLarge) return { fault: 'too-large' };
    throw error;
  }
}

export function isPattern(compiled: Pattern | PatternFault): compiled is Pattern {
  return 'find' in compiled;
}

const classes: Readonly<Record<string, Test>> = {
  d: (sign) => /\p{Nd}/u.test(sign),
  w: (sign) => /[\p{L}\p{N}_]/u.test(sign),
  s: (sign) => /\s/u.test(sign),
  D: (sign) => !/\p{Nd}/u.test(sign),
  W: (sign) => !/[\p{L}\p{N}_]/u.test(sign),
  S: (sign) => !/\s/u.test(sign),
};
/** Text is compared in one width and case, and so is a pattern. */
const plain = (sign: string) => sign.normalize('NFKC').toLowerCase();

function parsePattern(source: readonly string[]): Node {
  let at = 0;
  const peek = () => source[at];
  const fail = (): never => {
    throw new Fault(at);
  };

  function choice(): Node {
    const parts = [row()];
    while (peek() === '|') {
      at += 1;
      parts.push(row());
    }
    return parts.length === 1 && parts[0] ? parts[0] : { is: 'choice', parts };
  }
  function row(): Node {
    const parts: Node[] = [];
    for (let next = peek(); next !== undefined && next !== '|' && next !== ')'; next = peek())
      parts.push(repeated());
    return { is: 'row', parts };
  }
  function repeated(): Node {
    const part = one();
    const sign = peek();
    const bounds = sign === '*' ? [0, null] : sign === '+' ? [1, null] : sign === '?' ? [0, 1] : null;
    if (bounds) at += 1;
    const [min, max] = bounds ?? (sign === '{' ? counted() : [1, 1]);
    if (min === 1 && max === 1) return part;
    if (part.is === 'edge') return fail();
    // A second sign of repetition would be laziness or possession, which mean nothing to a set of states.
    if (['*', '+', '?', '{'].includes(peek() ?? '')) return fail();
    return { is: 'repeat', part, min: min ?? 0, max: max ?? null };
  }
  function counted(): [number, number | null] {
    const rest = source.slice(at, at + 12).join('');
    const read = /^\{(\d{1,3})(?:(,)(\d{1,3})?)?\}/.exec(rest);
    if (!read) return fail();
    const min = Number(read[1]);
    const max = read[2] === undefined ? min : read[3] === undefined ? null : Number(read[3]);
    if (min > MOST_REPEATS || (max !== null && (max > MOST_REPEATS || max < min || max === 0))) return fail();
    at += read[0].length;
    return [min, max];
  }
  function one(): Node {
    const sign = peek();
    if (sign === undefined || '*+?{}])'.includes(sign)) return fail();
    at += 1;
    if (sign === '.') return { is: 'sign', test: () => true };
    if (sign === '^' || sign === '$') return { is: 'edge', start: sign === '^' };
    if (sign === '[') return set();
    if (sign === '\\') return { is: 'sign', test: escaped() };
    if (sign === '(') {
      if (peek() === '?') {
        if (source[at + 1] !== ':') return fail();
        at += 2;
      }
      const inside = choice();
      if (peek() !== ')') return fail();
      at += 1;
      return inside;
    }
    const wanted = plain(sign);
    return { is: 'sign', test: (each) => each === wanted };
  }
  function escaped(): Test {
    const sign = peek();
    if (sign === undefined) return fail();
    const known = Object.hasOwn(classes, sign) ? classes[sign] : undefined;
    if (!known && /[\p{L}\p{N}]/u.test(sign)) return fail();
    at += 1;
    return known ?? ((each) => each === plain(sign));
  }
  function set(): Node {
    const not = peek() === '^';
    if (not) at += 1;
    const tests: Test[] = [];
    while (peek() !== ']') {
      const sign = peek();
      if (sign === undefined) return fail();
      at += 1;
      if (sign === '\\') {
        tests.push(escaped());
        continue;
      }
      const low = plain(sign);
      if (peek() === '-' && source[at + 1] !== ']' && source[at + 1] !== undefined) {
        const high = plain(source[at + 1] ?? '');
        if (high === '\\' || high < low) return fail();
        at += 2;
        tests.push((each) => each >= low && each <= high && each.length === low.length);
      } else tests.push((each) => each === low);
    }
    if (tests.length === 0) return fail();
    at += 1;
    return { is: 'sign', test: (each) => tests.some((test) => test(each)) !== not };
  }

  const whole = choice();
  if (at < source.length) fail();
  return whole;
}

function stepsOf(whole: Node): Step[] {
  const steps: Step[] = [];
  const add = (step: Step): number => {
    if (steps.length >= MOST_STEPS) throw new TooLarge();
    return steps.push(step) - 1;
  };
  const split = () => {
    const step = { is: 'split' as const, first: 0, second: 0 };
    add(step);
    step.first = steps.length;
    return step;
  };
  function emit(node: Node): void {
    if (node.is === 'sign' || node.is === 'edge') add(node);
    else if (node.is === 'row') for (const part of node.parts) emit(part);
    else if (node.is === 'choice') emitChoice(node.parts);
    else {
      for (let n = 0; n < node.min; n += 1) emit(node.part);
      if (node.max === null) {
        const loop = split();
        const back = steps.length - 1;
        emit(node.part);
        add({ is: 'split', first: back, second: back });
        loop.second = steps.length;
      } else {
        const ways = [];
        for (let n = node.min; n < node.max; n += 1) {
          ways.push(split());
          emit(node.part);
        }
        for (const way of ways) way.second = steps.length;
      }
    }
  }
  function emitChoice(parts: readonly Node[]): void {
    const ends: { second: number; first: number }[] = [];
    parts.forEach((part, n) => {
      const way = n < parts.length - 1 ? split() : null;
      emit(part);
      if (!way) return;
      const end = { is: 'split' as const, first: 0, second: 0 };
      add(end);
      ends.push(end);
      way.second = steps.length;
    });
    for (const end of ends) {
      end.first = steps.length;
      end.second = steps.length;
    }
  }
  emit(whole);
  add({ is: 'found' });
  return steps;
}

/** What a match can begin with; null where that cannot be said by one sign. Most signs of most comments begin none. */
function firstTests(steps: readonly Step[]): readonly Test[] | null {
  const tests: Test[] = [];
  const seen = new Set<number>();
  const waiting = [0];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const step = steps[index];
    if (!step || seen.has(index)) continue;
    seen.add(index);
    if (step.is === 'sign') tests.push(step.test);
    else if (step.is === 'split') waiting.push(step.first, step.second);
    else return null;
  }
  return tests;
}

/** Each sign moves at most all steps once: time is signs × steps, and nothing is ever tried again. */
function run(
  steps: readonly Step[],
  signs: readonly string[],
  firsts: readonly Test[] | null,
): { from: number; to: number } | null {
  const begin = firsts === null ? 0 : signs.findIndex((sign) => firsts.some((test) => test(sign)));
  if (begin < 0) return null;
  const seen = new Int32Array(steps.length).fill(-1);
  const found: { best: { from: number; to: number } | null } = { best: null };
  let now: { step: number; from: number }[] = [];

  function enter(list: { step: number; from: number }[], first: number, from: number, at: number): void {
    const waiting = [first];
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      const step = steps[index];
      if (!step || seen[index] === at) continue;
      seen[index] = at;
      if (step.is === 'split') waiting.push(step.second, step.first);
      else if (step.is === 'edge') {
        if (step.start ? at === 0 : at === signs.length) waiting.push(index + 1);
      } else if (step.is === 'found') {
        const { best } = found;
        if (best === null || from < best.from || (from === best.from && at > best.to))
          found.best = { from, to: at };
      } else list.push({ step: index, from });
    }
  }

  for (let at = begin; at <= signs.length; at += 1) {
    // Those that began earlier stand first, so a step is held by the leftmost beginning.
    const sign = signs[at];
    const begins = firsts === null || (sign !== undefined && firsts.some((test) => test(sign)));
    if (found.best === null && begins) enter(now, 0, at, at);
    if (sign === undefined) break;
    if (now.length === 0) {
      if (found.best !== null) break;
      continue;
    }
    const next: { step: number; from: number }[] = [];
    for (const { step: index, from } of now) {
      if (found.best !== null && from > found.best.from) continue;
      const step = steps[index];
      if (step?.is === 'sign' && step.test(sign)) enter(next, index + 1, from, at + 1);
    }
    now = next;
  }
  return found.best;
}
