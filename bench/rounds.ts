/**
 * Two ways of doing the same, in turn: what else the machine does falls on both, and the ratio of each round stands by
 * itself (method: the goals are medians of such ratios).
 */
import { type Spread, spreadOf, spreadText } from './figures.ts';

export interface Contest {
  readonly rounds: number;
  /** Not counted: compilers and caches warm up. */
  readonly warmRounds: number;
  /** Both answer what they took, in milliseconds; `round` counts from 0, warm ones too. */
  readonly ours: (round: number) => Promise<number> | number;
  readonly raw: (round: number) => Promise<number> | number;
}

export interface Outcome {
  readonly oursMs: Spread;
  readonly rawMs: Spread;
  /** Our speed by raw speed. */
  readonly ratio: Spread;
}

export async function contest({ rounds, warmRounds, ours, raw }: Contest): Promise<Outcome> {
  const oursMs: number[] = [];
  const rawMs: number[] = [];
  for (let round = 0; round < warmRounds + rounds; round += 1) {
    // Neither is always the one that comes after the other.
    const first = round % 2 === 0;
    const before = first ? await ours(round) : await raw(round);
    const after = first ? await raw(round) : await ours(round);
    if (round < warmRounds) continue;
    oursMs.push(first ? before : after);
    rawMs.push(first ? after : before);
  }
  return {
    oursMs: spreadOf(oursMs),
    rawMs: spreadOf(rawMs),
    ratio: spreadOf(rawMs.map((ms, round) => ms / (oursMs[round] ?? Number.NaN))),
  };
}

/** `name`, both speeds in so many things a second, and the ratio beside what is wanted. */
export function outcomeText(name: string, outcome: Outcome, things: number, wanted: number): string {
  const rate = ({ median, min, max }: Spread) =>
    spreadText(
      { median: (things * 1000) / median, min: (things * 1000) / max, max: (things * 1000) / min },
      0,
    );
  const verdict = outcome.ratio.median >= wanted ? '' : '  MISSED';
  return [
    `${name}:`,
    `  ours   ${rate(outcome.oursMs)} /s`,
    `  raw    ${rate(outcome.rawMs)} /s`,
    `  ratio  ${spreadText(outcome.ratio, 2)}, wanted ${wanted.toFixed(2)} or more${verdict}`,
  ].join('\n');
}

/** A ratio that may be so large at most. */
export function ceilingText(ratio: Spread, wanted: number): string {
  return `${spreadText(ratio, 2)}, wanted ${wanted} at most${ratio.median <= wanted ? '' : '  MISSED'}`;
}

export async function timeOf(work: () => unknown): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}
