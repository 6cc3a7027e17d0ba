/**
 * All shows that are on, for a console that runs more than one. While a screen asks for them, every one's live frames are
 * kept warm here, so that switching shows what stands now and not what stood when it was left.
 */
import type { DeskLive } from '#shared/contract/live.ts';
import type { LiveBrief } from '#shared/contract/several.ts';
import { WORKSPACE } from '#shared/domain/documents.ts';
import { liveBrief } from '#shared/domain/show/live-brief.ts';
import type { Run, Show } from '#shared/domain/show/show.schema.ts';
import type { Clock } from '#shared/sync/clock.ts';
import type { DocumentReader } from '#shared/sync/document-store.ts';
import { type Channel, channel } from '../sync/channel.ts';
import type { LiveRooms } from '../sync/live-rooms.ts';

const TELL_MS = 1000;
/** More at once than anybody watches over; the others are not kept warm. */
const MOST_SHOWS = 8;

export interface LiveShowsOptions {
  readonly view: DocumentReader;
  readonly live: Pick<LiveRooms, 'watch'>;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

export interface LiveShows {
  watch(): Channel<LiveBrief[]>;
  /** Shows, runs, slots or products have changed. */
  changed(): void;
  close(): void;
}

interface Warm {
  readonly frames: Channel<DeskLive>;
  net: number | null;
  stale: boolean;
  readonly sold: Map<string, number>;
  readonly unknownDrops: Set<string>;
}

export function liveShows({ view, live, clock, onError }: LiveShowsOptions): LiveShows {
  const screens = new Set<Channel<LiveBrief[]>>();
  const warm = new Map<string, Warm>();
  let timer: NodeJS.Timeout | null = null;
  let telling: Promise<void> | null = null;
  let again = false;

  async function running(): Promise<{ show: Show; run: Run }[]> {
    const found: { show: Show; run: Run }[] = [];
    for (const show of await view.list('show', WORKSPACE))
      for (const run of await view.list('run', show.id)) if (run.state === 'live') found.push({ show, run });
    const begun = ({ run }: { run: Run }) => run.startedAt ?? '';
    return found.sort((a, b) => (begun(a) < begun(b) ? -1 : 1)).slice(0, MOST_SHOWS);
  }

  const keyOf = ({ showId, kind }: Pick<Run, 'showId' | 'kind'>) => `${showId}/${kind}`;

  function keepWarm(runs: readonly Run[]): void {
    const wanted = new Set(runs.map(keyOf));
    for (const [key, { frames }] of warm) {
      if (wanted.has(key)) continue;
      warm.delete(key);
      frames.close();
    }
    for (const run of runs) if (!warm.has(keyOf(run))) follow(run);
  }

  function follow(run: Run): void {
    const frames = live.watch(run.showId, run.kind);
    const own: Warm = { frames, net: null, stale: true, sold: new Map(), unknownDrops: new Set() };
    const key = keyOf(run);
    warm.set(key, own);
    void (async () => {
      for await (const frame of frames) fold(own, frame);
      if (warm.get(key) === own) warm.delete(key);
    })().catch(onError);
  }

  async function tell(): Promise<void> {
    const all = await running();
    keepWarm(all.map(({ run }) => run));
    const briefs: LiveBrief[] = [];
    for (const { show, run } of all) {
      const own = warm.get(keyOf(run));
      briefs.push(
        liveBrief({
          ...{ show, run, nowMs: clock.nowMs() },
          slots: await view.list('slot', run.id),
          products: await view.list('product', show.id),
          figures: {
            ...{ netFen: own?.net ?? null, stale: own?.stale ?? true },
            soldQty: (sku) => (own?.net === null ? null : (own?.sold.get(sku) ?? 0)),
            unknownDrops: own?.unknownDrops.size ?? 0,
          },
        }),
      );
    }
    for (const screen of screens) screen.push(briefs);
  }

  /** One at a time; what changes meanwhile is told after it. */
  function tellSoon(): void {
    if (screens.size === 0) return;
    if (telling) {
      again = true;
      return;
    }
    telling = tell()
      .catch(onError)
      .finally(() => {
        telling = null;
        if (!again) return;
        again = false;
        tellSoon();
      });
  }

  function rest(): void {
    if (screens.size > 0) return;
    if (timer) clearInterval(timer);
    timer = null;
    keepWarm([]);
  }

  return {
    watch() {
      const screen: Channel<LiveBrief[]> = channel(
        (_waiting, next) => next,
        () => {
          screens.delete(screen);
          rest();
        },
      );
      screens.add(screen);
      timer ??= setInterval(tellSoon, TELL_MS);
      tellSoon();
      return screen;
    },
    changed: tellSoon,
    close() {
      for (const screen of [...screens]) screen.close();
    },
  };
}

function fold(own: Warm, frame: DeskLive): void {
  if (frame.snapshot) {
    own.sold.clear();
    own.unknownDrops.clear();
  }
  if (frame.totals) own.net = frame.totals.netFen;
  own.stale = !frame.connected;
  for (const { sku, qty } of frame.products ?? []) own.sold.set(sku, qty);
  for (const { dropId, state } of frame.drops ?? [])
    if (state === 'unknown') own.unknownDrops.add(dropId);
    else own.unknownDrops.delete(dropId);
}
