/** Chance that can be repeated: the same seed gives the same show. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** In [0, below). */
  int(below: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** How many of something happen where `mean` are expected. */
  count(mean: number): number;
}

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state are plenty for imitated viewers. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (below: number) => Math.floor(next() * below);
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (list) => list[int(list.length)] ?? list[0],
    count(mean) {
      // Knuth's Poisson; large means are split, where exp(-mean) would vanish.
      let left = mean;
      let total = 0;
      while (left > 0) {
        const limit = Math.exp(-Math.min(left, 30));
        for (let product = next(); product > limit; product *= next()) total += 1;
        left -= 30;
      }
      return total;
    },
  };
}
