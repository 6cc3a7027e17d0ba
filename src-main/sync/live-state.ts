/** What a desk knows of one show's live data, and the difference that its screens have not been told yet. */

import type { DropStatus, SequenceStatus } from '#shared/contract/drop.ts';
import type { DeskLive, LiveFrame, SlotFigures } from '#shared/contract/live.ts';
import type { CommentDesk, CommentMark } from '#shared/domain/comment/comment.schema.ts';
import type {
  ChannelCounter,
  MinuteCounter,
  ProductCounter,
  ShopCounter,
  TotalCounters,
} from '#shared/domain/order/counters.ts';
import type { AudienceSample, CommentEvent } from '#shared/domain/order/order.schema.ts';
import type { PlatformAct, PlatformStatus } from '#shared/domain/platform/act.schema.ts';

const KEPT_COMMENTS = 300;
const TOP_PRODUCTS = 20;

interface Tables {
  products: Map<string, ProductCounter>;
  minutes: Map<string, MinuteCounter>;
  channels: Map<string, ChannelCounter>;
  shops: Map<string, ShopCounter>;
  slots: Map<string, SlotFigures>;
  drops: Map<string, DropStatus>;
  sequences: Map<string, SequenceStatus>;
  acts: Map<string, PlatformAct>;
}
type TableName = keyof Tables;

export interface LiveState {
  /** Merges a hub frame. False: a frame was lost, a new snapshot is needed. */
  merge(frame: LiveFrame): boolean;
  /** Everything, for a screen that has just begun to watch. `skus` are the products it shows. */
  snapshot(skus: ReadonlySet<string>): Omit<DeskLive, 'connected' | 'asOf'>;
  /** What changed since the last call, or null when nothing did. */
  takeChanges(skus: ReadonlySet<string>): Omit<DeskLive, 'connected' | 'asOf'> | null;
  /** As the hub last told it. */
  commentDesk(): CommentDesk | undefined;
  /** Figures of an earlier time, until the hub's next snapshot takes their place. */
  restore(frame: Omit<DeskLive, 'connected' | 'asOf'>): void;
  /** Other products are shown now: the next changes are everything. */
  renew(): void;
}

export function liveState(): LiveState {
  let tables = emptyTables();
  let totals: TotalCounters | undefined;
  let platform: PlatformStatus | undefined;
  let audience: AudienceSample | null = null;
  let comments: CommentEvent[] = [];
  let commentMarks = new Map<string, CommentMark>();
  let commentDesk: CommentDesk | undefined;
  let lastNumber: number | null = null;
  let fresh = noChanges();

  const set = <K extends TableName>(
    name: K,
    key: string,
    value: Tables[K] extends Map<string, infer V> ? V : never,
  ) => {
    (tables[name] as Map<string, typeof value>).set(key, value);
    fresh.keys[name].add(key);
  };

  return {
    merge(frame) {
      if (frame.snapshot) {
        tables = emptyTables();
        totals = undefined;
        platform = undefined;
        audience = null;
        comments = [];
        commentMarks = new Map();
        commentDesk = undefined;
        fresh = { ...noChanges(), whole: true };
      } else if (lastNumber === null || frame.number !== lastNumber + 1) {
        lastNumber = null;
        return false;
      }
      lastNumber = frame.number;
      if (frame.totals) {
        totals = frame.totals;
        fresh.totals = true;
      }
      for (const row of frame.byProduct ?? []) set('products', row.sku, row);
      for (const row of frame.byMinute ?? []) set('minutes', row.minute, row);
      for (const row of frame.byChannel ?? []) set('channels', row.channel, row);
      for (const row of frame.byShop ?? []) set('shops', row.shopId, row);
      for (const row of frame.slots ?? []) set('slots', row.slotId, row);
      for (const row of frame.drops ?? []) set('drops', row.dropId, row);
      for (const row of frame.sequences ?? []) set('sequences', row.sequenceId, row);
      for (const row of frame.acts ?? []) set('acts', row.actId, row);
      if (frame.platform) {
        platform = frame.platform;
        fresh.platform = true;
      }
      if (frame.comments && frame.comments.length > 0) {
        comments = [...comments, ...frame.comments].slice(-KEPT_COMMENTS);
        fresh.comments.push(...frame.comments);
        const kept = new Set(comments.map(({ commentId }) => commentId));
        for (const mark of frame.commentMarks ?? []) commentMarks.set(mark.commentId, mark);
        for (const id of commentMarks.keys()) if (!kept.has(id)) commentMarks.delete(id);
        fresh.commentMarks.push(...(frame.commentMarks ?? []));
      }
      if (frame.commentDesk) {
        commentDesk = frame.commentDesk;
        fresh.commentDesk = true;
      }
      fresh.commentsDropped += frame.commentsDropped ?? 0;
      if (frame.audience !== undefined) {
        audience = frame.audience;
        fresh.audience = true;
      }
      return true;
    },
    snapshot: (skus) => ({
      snapshot: true,
      ...(totals ? { totals } : {}),
      products: [...tables.products.values()].filter((row) => skus.has(row.sku)),
      top: topOf(tables.products),
      minutes: [...tables.minutes.values()],
      channels: [...tables.channels.values()],
      shops: [...tables.shops.values()],
      slots: [...tables.slots.values()],
      drops: [...tables.drops.values()],
      sequences: [...tables.sequences.values()],
      acts: [...tables.acts.values()],
      ...(platform ? { platform } : {}),
      comments,
      commentMarks: [...commentMarks.values()],
      ...(commentDesk ? { commentDesk } : {}),
      audience,
    }),
    commentDesk: () => commentDesk,
    restore(frame) {
      tables = emptyTables();
      for (const row of [...(frame.top ?? []), ...(frame.products ?? [])]) tables.products.set(row.sku, row);
      for (const row of frame.minutes ?? []) tables.minutes.set(row.minute, row);
      for (const row of frame.channels ?? []) tables.channels.set(row.channel, row);
      for (const row of frame.shops ?? []) tables.shops.set(row.shopId, row);
      for (const row of frame.slots ?? []) tables.slots.set(row.slotId, row);
      // How long a drop stays open was true then, and nobody knows how long ago that is.
      for (const row of frame.drops ?? [])
        tables.drops.set(row.dropId, { ...row, leftMs: null, opensInMs: null });
      for (const row of frame.sequences ?? []) tables.sequences.set(row.sequenceId, row);
      for (const row of frame.acts ?? []) tables.acts.set(row.actId, row);
      // How the platform is nobody knows any more.
      platform = undefined;
      totals = frame.totals;
      audience = frame.audience ?? null;
      comments = frame.comments ?? [];
      commentMarks = new Map((frame.commentMarks ?? []).map((mark) => [mark.commentId, mark]));
      commentDesk = frame.commentDesk;
      lastNumber = null;
      fresh = { ...noChanges(), whole: true };
    },
    renew: () => {
      fresh = { ...noChanges(), whole: true };
    },
    takeChanges(skus) {
      const changes = fresh;
      fresh = noChanges();
      if (changes.whole) return this.snapshot(skus);
      const rows = <K extends TableName>(name: K) => {
        const keys = changes.keys[name];
        if (keys.size === 0) return undefined;
        const table: Map<string, unknown> = tables[name];
        return [...keys].map((key) => table.get(key));
      };
      const products = [...changes.keys.products].filter((sku) => skus.has(sku));
      const delta = {
        totals: changes.totals ? totals : undefined,
        products: products.length > 0 ? products.map((sku) => tables.products.get(sku)) : undefined,
        top: changes.keys.products.size > 0 ? topOf(tables.products) : undefined,
        minutes: rows('minutes'),
        channels: rows('channels'),
        shops: rows('shops'),
        slots: rows('slots'),
        drops: rows('drops'),
        sequences: rows('sequences'),
        acts: rows('acts'),
        platform: changes.platform ? platform : undefined,
        comments: changes.comments.length > 0 ? changes.comments.slice(-KEPT_COMMENTS) : undefined,
        commentMarks:
          changes.commentMarks.length > 0 ? changes.commentMarks.slice(-KEPT_COMMENTS) : undefined,
        commentDesk: changes.commentDesk ? commentDesk : undefined,
        commentsDropped: changes.commentsDropped > 0 ? changes.commentsDropped : undefined,
        audience: changes.audience ? audience : undefined,
      };
      const present = Object.entries(delta).filter(([, value]) => value !== undefined);
      if (present.length === 0) return null;
      return {
        snapshot: false,
        ...(Object.fromEntries(present) as Omit<DeskLive, 'snapshot' | 'connected' | 'asOf'>),
      };
    },
  };
}

function topOf(products: Map<string, ProductCounter>): ProductCounter[] {
  return [...products.values()]
    .filter((row) => row.sku !== '')
    .sort((a, b) => netOf(b) - netOf(a) || (a.sku < b.sku ? -1 : 1))
    .slice(0, TOP_PRODUCTS);
}

const netOf = ({ grossFen, refundsFen }: ProductCounter) => grossFen - refundsFen;

function emptyTables(): Tables {
  return {
    products: new Map(),
    minutes: new Map(),
    channels: new Map(),
    shops: new Map(),
    slots: new Map(),
    drops: new Map(),
    sequences: new Map(),
    acts: new Map(),
  };
}

function noChanges() {
  return {
    whole: false,
    totals: false,
    audience: false,
    platform: false,
    comments: [] as CommentEvent[],
    commentMarks: [] as CommentMark[],
    commentDesk: false,
    commentsDropped: 0,
    keys: {
      products: new Set<string>(),
      minutes: new Set<string>(),
      channels: new Set<string>(),
      shops: new Set<string>(),
      slots: new Set<string>(),
      drops: new Set<string>(),
      sequences: new Set<string>(),
      acts: new Set<string>(),
    },
  };
}
