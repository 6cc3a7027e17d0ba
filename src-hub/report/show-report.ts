/** The report of a show, from what the store holds at this moment. */
import { AppError } from '#shared/contract/errors.ts';
import { WORKSPACE } from '#shared/domain/documents.ts';
import { makeReport } from '#shared/domain/report/make-report.ts';
import type { Report, ReportSummary } from '#shared/domain/report/report.schema.ts';
import { type RunKind, runKindSchema } from '#shared/domain/show/show.schema.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import type { HubStore } from '../store/hub-store.ts';

/** Throws `show/not-found`. */
export async function showReport(store: HubStore, clock: Clock, target: FactTarget): Promise<Report> {
  const { showId, runKind } = target;
  const show = await store.documents.get('show', showId);
  if (!show) throw new AppError('show/not-found');
  const runs = await runsOf(store, showId, runKind);
  const slots = (await Promise.all(runs.map((run) => store.documents.list('slot', run.id)))).flat();
  const outcomes = new Map((await store.drops.ofShow(showId)).map((record) => [record.dropId, record]));
  const plans = (await store.documents.list('drop', showId)).filter((plan) => plan.runKind === runKind);
  return makeReport({
    ...{ show, runKind, runs, slots, now: isoNow(clock) },
    products: await store.documents.list('product', showId),
    drops: plans.flatMap((plan) => {
      const outcome = outcomes.get(plan.id);
      return outcome ? [{ plan, outcome }] : [];
    }),
    counters: await store.orders.counters(target),
    stretches: await store.report.stretches(target),
    audience: await store.report.audience(target),
  });
}

/** Every show and run kind that has begun or has sold something, the newest first. */
export async function reportSummaries(store: HubStore): Promise<ReportSummary[]> {
  const shows = await store.documents.list('show', WORKSPACE);
  const lines = await Promise.all(
    shows.flatMap((show) =>
      runKindSchema.options.map(async (runKind): Promise<ReportSummary | null> => {
        const begun = (await runsOf(store, show.id, runKind)).filter(({ startedAt }) => startedAt !== null);
        const {
          byProduct: _p,
          byMinute: _m,
          byChannel: _c,
          byShop: _s,
          ...totals
        } = await store.orders.counters({ showId: show.id, runKind });
        if (begun.length === 0 && totals.orders === 0 && totals.refundsCount === 0) return null;
        const startedAt = begun.map((run) => run.startedAt ?? '').sort()[0] ?? null;
        const ended = begun.every((run) => run.endedAt !== null);
        const endedAt =
          (ended &&
            begun
              .map((run) => run.endedAt ?? '')
              .sort()
              .at(-1)) ||
          null;
        const { id: showId, title, currency } = show;
        return { showId, title, currency, runKind, startedAt, endedAt, totals };
      }),
    ),
  );
  const newest = new Map(shows.map((show) => [show.id as string, show.createdAt]));
  const when = (line: ReportSummary) => line.startedAt ?? newest.get(line.showId) ?? '';
  return lines
    .filter((line) => line !== null)
    .sort((a, b) => Date.parse(when(b)) - Date.parse(when(a)) || (a.runKind < b.runKind ? -1 : 1));
}

async function runsOf({ documents }: Pick<HubStore, 'documents'>, showId: string, runKind: RunKind) {
  return (await documents.list('run', showId)).filter(({ kind }) => kind === runKind);
}
