/** What desks ask before and after a show: what the platform has, how the hub itself is, and what became of a show. */
import { isoNow } from '#shared/sync/clock.ts';
import type { Platform } from '../connectors/connector.ts';
import type { HubServices } from '../hub.ts';
import { reportSummaries, showReport } from '../report/show-report.ts';
import type { DeskRequests } from './desk-requests.ts';

export type ReportRequestName = 'report' | 'reportList' | 'checkPlatform' | 'hubCondition';

export interface ReportRequestsPorts {
  readonly services: Pick<HubServices, 'store' | 'clock'>;
  /** What a run of that kind acts on. */
  readonly platformFor: (runKind: 'live' | 'rehearsal') => Promise<Platform>;
  /** Room on the disk that holds the hub's data; null where nobody can say. */
  readonly freeBytes: () => Promise<number | null>;
  readonly timeoutMs?: number;
}

/** A platform that does not answer one offer by then is not waited for: the checklist says so and goes on. */
const ANSWER_MS = 4000;

export function createReportRequests({
  services: { store, clock },
  platformFor,
  freeBytes,
  timeoutMs = ANSWER_MS,
}: ReportRequestsPorts): Pick<DeskRequests, ReportRequestName> {
  const inTime = <T>(work: Promise<T>, otherwise: T): Promise<T> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve(otherwise), timeoutMs);
      work
        .then(resolve, () => resolve(otherwise))
        .finally(() => {
          clearTimeout(timer);
        });
    });
  return {
    report: (target) => showReport(store, clock, target),
    reportList: () => reportSummaries(store),
    async checkPlatform({ showId, runKind, productIds }) {
      const platform = await platformFor(runKind);
      const health = await inTime(platform.health(showId), { state: 'bad' as const, reason: null });
      const wanted = new Set<string>(productIds);
      const products = (await store.documents.list('product', showId)).filter(({ id }) => wanted.has(id));
      const offers = await Promise.all(
        products.map(async (product) => {
          const offer =
            health.state === 'good'
              ? await inTime<Awaited<ReturnType<Platform['readOffer']>>>(
                  platform.readOffer(product),
                  'cannot-tell',
                )
              : 'cannot-tell';
          return { productId: product.id, offer: offer === 'cannot-tell' ? null : offer };
        }),
      );
      return { name: platform.name, ...health, checkedAt: isoNow(clock), offers };
    },
    async hubCondition() {
      const { backupAt } = await store.workspace();
      return { freeBytes: await freeBytes().catch(() => null), backupAt };
    },
  };
}
