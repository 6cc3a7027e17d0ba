/** Chance with a seed: the same seed gives the same evening again. */
export interface Random {
  /** From 0 up to, and without, 1. */
  next(): number;
  /** A whole number from 0 up to, and without, `below`. */
  below(below: number): number;
  chance(share: number): boolean;
  pick<T>(of: readonly T[]): T | undefined;
  /** Another stream of chance that takes nothing from this one. */
  fork(name: string): Random;
}

export function randomOf(seed: number | string): Random {
  let state = typeof seed === 'number' ? seed | 0 : hashOf(seed);
  // Mulberry32: small, and good enough to spread events.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    below,
    chance: (share) => next() < share,
    pick: (of) => of[below(of.length)],
    fork: (name) => randomOf(`${seed}/${name}`),
  };
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash;
}
