/** Adds up what a soak has seen. */
import type { KillLoopResult } from './kill/kill-loop.ts';
import type { SimResult } from './sim/simulate.ts';

export interface Tally {
  readonly violations: readonly string[];
  /** `where` says how to see it again. */
  addEvening(result: SimResult, where: string): void;
  addKills(result: KillLoopResult, where: string): void;
  /** How it stands, in one line. */
  line(): string;
  table(): string;
}

export function emptyTally(): Tally {
  const sum = {
    evenings: 0,
    crashes: 0,
    restores: 0,
    kills: 0,
    ops: 0,
    facts: 0,
    lost: 0,
    twice: 0,
    late: 0,
  };
  const slowest = { simMs: 0, realMs: 0 };
  const realMs: number[] = [];
  const violations: string[] = [];
  const add = (part: Partial<typeof sum>) => {
    for (const name of Object.keys(part) as (keyof typeof sum)[]) sum[name] += part[name] ?? 0;
  };
  const found = (findings: readonly string[], where: string) => {
    if (findings.length > 0) violations.push(where, ...findings);
  };
  const verdict = () => `lost ${sum.lost}, twice ${sum.twice}, late ${sum.late}`;
  return {
    violations,
    addEvening({ crashes, restores, keptOps, lost, twice, late, convergeMs, violations: found_ }, where) {
      add({ evenings: 1, crashes, restores, ops: keptOps, lost, twice, late });
      slowest.simMs = Math.max(slowest.simMs, convergeMs);
      found(found_, where);
    },
    addKills({ kills, keptOps, facts, lost, twice, late, convergeMs, violations: found_ }, where) {
      add({ kills, ops: keptOps, facts, lost, twice, late });
      realMs.push(...convergeMs);
      slowest.realMs = Math.max(slowest.realMs, ...convergeMs);
      found(found_, where);
    },
    line: () => `${sum.evenings} evenings, ${sum.kills} kills, ${sum.ops} ops: ${verdict()}`,
    table() {
      const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
      const median = [...realMs].sort((a, b) => a - b)[Math.floor(realMs.length / 2)] ?? 0;
      const rows: [string, string][] = [
        ['seeds (simulated evenings)', `${sum.evenings}`],
        ['  crashes in them', `${sum.crashes}`],
        ['  hubs put back to a backup', `${sum.restores}`],
        ['  slowest to come to rest', `${seconds(slowest.simMs)} of its own time`],
        ['kills (kill -9, real processes)', `${sum.kills}`],
        ['  come to rest', `median ${seconds(median)}, slowest ${seconds(slowest.realMs)}`],
        ['ops told "kept"', `${sum.ops}`],
        ['orders accepted in the kill loops', `${sum.facts}`],
        ['lost', `${sum.lost}`],
        ['twice', `${sum.twice}`],
        ['late', `${sum.late}`],
        ['other violations', `${violations.length === 0 ? 0 : 'see below'}`],
      ];
      return rows.map(([name, value]) => `${name.padEnd(34)} ${value}`).join('\n');
    },
  };
}
