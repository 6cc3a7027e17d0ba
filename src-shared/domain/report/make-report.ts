/** Puts a report together from facts and documents. Pure. */
import type { Drop } from '../drop/drop.schema.ts';
import type { DropState } from '../drop/drop.states.ts';
import type { Counters } from '../order/counters.ts';
import type { AudienceSample } from '../order/order.schema.ts';
import type { Product } from '../product/product.schema.ts';
import { secondsBetween } from '../rundown/on-air.ts';
import type { Slot } from '../rundown/slot.schema.ts';
import type { Run, RunKind, Show } from '../show/show.schema.ts';
import type { FunnelStep, Report, ReportDrop, ReportTake } from './report.schema.ts';
import { reportProducts } from './report-products.ts';
import { gmvSpikes } from './spikes.ts';

/** One time that a slot was on air, as the hub keeps it. */
export interface Stretch {
  readonly runId: string;
  readonly slotId: string;
  readonly productId: string | null;
  readonly sku: string | null;
  readonly fromAt: string;
  readonly toAt: string | null;
  readonly qty: number;
  readonly grossFen: number;
  readonly refundsFen: number;
}

/** Steps that only some platforms count; each is how many there were so far. */
export type FunnelSample = AudienceSample & {
  readonly viewers?: number | undefined;
  readonly clicks?: number | undefined;
  readonly placed?: number | undefined;
};

export interface DropOutcome {
  readonly state: DropState;
  readonly openedAt: string | null;
  readonly closedAt: string | null;
  readonly granted: number;
  readonly refused: number;
  /** What the granted claims cost at most. */
  readonly grantedFen: number;
  /** Paid orders that name it, and what they brought. */
  readonly used: number;
  readonly usedGrossFen: number;
}

export interface ReportFactsOf {
  readonly show: Show;
  readonly runKind: RunKind;
  /** Of that kind. */
  readonly runs: readonly Run[];
  readonly slots: readonly Slot[];
  readonly products: readonly Product[];
  /** Of that kind, with what became of each. */
  readonly drops: readonly { readonly plan: Drop; readonly outcome: DropOutcome }[];
  readonly counters: Counters;
  readonly stretches: readonly Stretch[];
  readonly audience: readonly FunnelSample[];
  readonly now: string;
}

export function makeReport(facts: ReportFactsOf): Report {
  const { show, runKind, runs, counters, audience, now } = facts;
  const begun = runs.filter(({ startedAt }) => startedAt !== null);
  const { byProduct: _, byMinute, byChannel, byShop, ...totals } = counters;
  const viewers = highest(audience, (sample) => sample.viewers);
  const namesDrops = facts.drops.some(({ outcome }) => outcome.used > 0);
  return {
    ...{ showId: show.id, title: show.title, currency: show.currency, hostName: show.hostName },
    ...{ runKind, targetFen: show.targetFen, madeAt: now },
    startedAt: earliest(begun.map((run) => run.startedAt)),
    endedAt: begun.every((run) => run.endedAt !== null) ? latest(begun.map((run) => run.endedAt)) : null,
    runs: runs.map((run) => ({
      ...{ runId: run.id, state: run.state, startedAt: run.startedAt, endedAt: run.endedAt },
      ...{
        acceptedChecks: [...(run.startChecks?.warnings ?? [])],
        acceptedReason: run.startChecks?.reason ?? '',
      },
    })),
    ...{ totals, byMinute, byChannel, byShop },
    products: reportProducts(facts, viewers),
    takes: takesOf(facts),
    // Where no order names any drop, the platform does not say which orders used one.
    drops: facts.drops.map(({ plan, outcome }) => dropOf(plan, outcome, namesDrops)),
    funnel: funnelOf(audience, viewers, totals.orders),
    peakOnline: highest(audience, (sample) => sample.online),
    spikes: gmvSpikes(byMinute),
  };
}

function takesOf({ stretches, products, now }: ReportFactsOf): ReportTake[] {
  const names = new Map<string, string>(products.map(({ id, name }) => [id, name]));
  return stretches.map((stretch) => ({
    ...stretch,
    name: (stretch.productId === null ? undefined : names.get(stretch.productId)) ?? '',
    sec: secondsBetween(stretch.fromAt, stretch.toAt ?? now),
  }));
}

function dropOf(plan: Drop, outcome: DropOutcome, namesDrops: boolean): ReportDrop {
  const { state, openedAt, closedAt, granted, refused, grantedFen, used, usedGrossFen } = outcome;
  return {
    ...{ dropId: plan.id, kind: plan.kind, title: plan.title, quota: plan.quota },
    ...{ state, openedAt, closedAt, claimed: granted, refused, costFen: grantedFen },
    ...{ usedCount: namesDrops ? used : null, gmvFen: namesDrops ? usedGrossFen : null },
  };
}

/** Each step is a running total: the highest one told stands, whatever order the samples came in. */
function funnelOf(audience: readonly FunnelSample[], viewers: number | null, paid: number): FunnelStep[] {
  return [
    { step: 'entered', count: highest(audience, (sample) => sample.entered) },
    { step: 'viewers', count: viewers },
    { step: 'clicks', count: highest(audience, (sample) => sample.clicks) },
    { step: 'placed', count: highest(audience, (sample) => sample.placed) },
    { step: 'paid', count: paid },
  ];
}

function highest(
  samples: readonly FunnelSample[],
  of: (sample: FunnelSample) => number | undefined,
): number | null {
  let found: number | null = null;
  for (const sample of samples) {
    const value = of(sample);
    if (value !== undefined && (found === null || value > found)) found = value;
  }
  return found;
}

function earliest(times: readonly (string | null)[]): string | null {
  return pick(times, (a, b) => a < b);
}

function latest(times: readonly (string | null)[]): string | null {
  return pick(times, (a, b) => a > b);
}

function pick(times: readonly (string | null)[], better: (a: number, b: number) => boolean): string | null {
  return times.reduce<string | null>((best, time) => {
    if (time === null) return best;
    return best === null || better(Date.parse(time), Date.parse(best)) ? time : best;
  }, null);
}
