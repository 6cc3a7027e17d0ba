/**
 * The checklist as this desk can say it: what it knows itself at once, and what the platform shows page by page, so that
 * the screen sees progress. A page that does not come is a finding like any other; it never holds the rest back.
 */
import { createHash } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { CHECK_PAGE, type Checklist, type HubCondition } from '#shared/contract/checklist.ts';
import { AppError } from '#shared/contract/errors.ts';
import { checklist } from '#shared/domain/checklist/checklist.ts';
import { type ChecklistFacts, shownProducts } from '#shared/domain/checklist/checklist-facts.ts';
import type { PlatformOffer } from '#shared/domain/platform/platform.schema.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { HostView } from '../host-view/host-view.ts';
import type { HubSession } from '../sync/hub-session.ts';
import type { LocalDocuments } from '../sync/local-documents.ts';
import type { DeskPorts } from './ports.ts';

export interface ChecklistDeskPorts {
  readonly ports: Pick<DeskPorts, 'clock' | 'dataDir' | 'log'>;
  readonly documents: Pick<LocalDocuments, 'view' | 'pendingAmong'>;
  readonly session: Pick<HubSession, 'request' | 'state'>;
  readonly hostView: Pick<HostView, 'state'>;
  readonly refusedCount: () => number;
  readonly ownHub: boolean;
  /** More is known of the platform than a moment ago. */
  readonly onNews: () => void;
}

/** What was asked of the platform and the hub for one state of the rundown. */
interface Asked {
  readonly key: string;
  readonly startedMs: number;
  readonly total: number;
  readonly offers: Map<string, PlatformOffer | null>;
  name: string | null;
  good: boolean;
  reason: string | null;
  condition: HubCondition | null;
  running: boolean;
}

/** After this an answer is asked for again when somebody looks. */
const GOOD_FOR_MS = 5000;
/** Nor is a hub that did not answer asked again at once: each try is news that the screen looks at. */
const AGAIN_AFTER_MS = 2000;

export type ChecklistDesk = ReturnType<typeof checklistDesk>;

export function checklistDesk(parts: ChecklistDeskPorts) {
  const { ports, documents, session, hostView } = parts;
  const asked = new Map<string, Asked>();

  async function ask(round: Asked, showId: string, runKind: 'live' | 'rehearsal', ids: readonly string[]) {
    try {
      for (let at = 0; at === 0 || at < ids.length; at += CHECK_PAGE) {
        const productIds = ids.slice(at, at + CHECK_PAGE);
        const page = await session.request('checkPlatform', { showId, runKind, productIds });
        round.name = page.name;
        round.good = page.state === 'good';
        round.reason = page.reason;
        for (const { productId, offer } of page.offers) round.offers.set(productId, offer);
        parts.onNews();
      }
      round.condition = await session.request('hubCondition', {});
    } catch (error) {
      if (!(error instanceof AppError)) ports.log.error('the checklist could not ask the platform', error);
    } finally {
      round.running = false;
      parts.onNews();
    }
  }

  /** The round that fits what the rundown asks for now: the latest one, or a new one. */
  function roundOf(runId: string, key: string, total: number, begin: (round: Asked) => void): Asked {
    const now = ports.clock.monotonicMs();
    const known = asked.get(runId);
    if (known?.running && known.key === key) return known;
    const goodForMs = known?.name === null ? AGAIN_AFTER_MS : GOOD_FOR_MS;
    if (known && known.key === key && now - known.startedMs < goodForMs) return known;
    const round: Asked = {
      ...{ key, total, startedMs: now, offers: new Map(known?.key === key ? known.offers : []) },
      ...{ name: null, good: false, reason: null, condition: known?.condition ?? null, running: true },
    };
    asked.set(runId, round);
    begin(round);
    return round;
  }

  return {
    /** Throws `run/not-found`. */
    async of(runId: string): Promise<Checklist> {
      const run = await documents.view.get('run', runId);
      const show = run && (await documents.view.get('show', run.showId));
      if (!run || !show) throw new AppError('run/not-found');
      const slots = await documents.view.list('slot', run.id);
      const products = await documents.view.list('product', show.id);
      const drops = (await documents.view.list('drop', show.id)).filter(
        ({ runKind }) => runKind === run.kind,
      );
      const deskFreeBytes = await freeBytes(ports.dataDir);
      // From here on without a pause: what a page brings meanwhile belongs to the next look.
      const state = session.state();
      const online = state.hub === 'online';
      const shown = shownProducts({ slots, products });
      const ids = shown.map(({ id }) => id as string);
      const key = createHash('sha256')
        .update(JSON.stringify(shown.map(({ id, priceFen, stockDeclared }) => [id, priceFen, stockDeclared])))
        .digest('hex');
      const round = online
        ? roundOf(run.id, key, ids.length, (fresh) => void ask(fresh, show.id, run.kind, ids))
        : null;
      const host = hostView.state();
      const facts: ChecklistFacts = {
        ...{ show, run, slots, products, drops },
        platform:
          round?.name == null
            ? null
            : { name: round.name, good: round.good, reason: round.reason, offers: round.offers },
        platformWaiting: round?.running ?? false,
        hub: {
          ...{ online, trouble: state.trouble, own: parts.ownHub, skewMs: state.skewMs },
          condition: round?.condition ?? null,
        },
        pendingIds: documents.pendingAmong([...slots, ...products, ...drops].map(({ id }) => id)),
        refusedCount: parts.refusedCount(),
        deskFreeBytes,
        host: { open: host.open !== null, viewers: host.open?.viewers.length ?? 0 },
        nowMs: ports.clock.nowMs(),
      };
      const results = checklist(facts, (check, error) =>
        ports.log.error(`the check "${check}" failed`, error),
      ).map((result) =>
        // The hub's own answers come with the last page.
        result.check === 'backup' && round?.running && round.condition === null
          ? { ...result, level: 'ok' as const, waiting: true, findings: [] }
          : result,
      );
      return {
        ...{ runId: run.id, checkedAt: isoNow(ports.clock), results },
        ...{ done: round?.offers.size ?? 0, total: round?.total ?? 0, complete: !round?.running },
      };
    },
  };
}

async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
