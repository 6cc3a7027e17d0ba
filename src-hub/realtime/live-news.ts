/** What has happened in a room since its last frame: of every row only the newest, of comments the latest few. */
import type { LiveFrame } from '#shared/contract/live.ts';
import type { CommentMark } from '#shared/domain/comment/comment.schema.ts';
import type {
  ChannelCounter,
  MinuteCounter,
  ProductCounter,
  ShopCounter,
  TotalCounters,
} from '#shared/domain/order/counters.ts';
import type { AudienceSample, CommentEvent } from '#shared/domain/order/order.schema.ts';
import type { PlatformAct } from '#shared/domain/platform/act.schema.ts';
import type { FactsAdded } from '../hub.ts';

/** More comments than this cannot be read in one frame's time; the rest is counted. */
export const FRAME_COMMENTS = 250;

export class LiveNews {
  readonly dropIds = new Set<string>();
  readonly sequenceIds = new Set<string>();
  /** How the platform is, or when it pushes again, has changed. */
  platform = false;
  /** The slots on air may have other figures now. */
  onAir = false;
  #totals: TotalCounters | null = null;
  readonly #products = new Map<string, ProductCounter>();
  readonly #minutes = new Map<string, MinuteCounter>();
  readonly #channels = new Map<string, ChannelCounter>();
  readonly #shops = new Map<string, ShopCounter>();
  /** Counts, clusters, acts or the switch of the comment desk have changed. */
  commentDesk = false;
  readonly #marks = new Map<string, CommentMark>();
  #comments: CommentEvent[] = [];
  #commentsSeen = 0;
  readonly #acts = new Map<string, PlatformAct>();
  #audience: AudienceSample | null = null;

  get isEmpty(): boolean {
    return (
      !this.onAir &&
      this.dropIds.size === 0 &&
      this.sequenceIds.size === 0 &&
      !this.platform &&
      !this.commentDesk &&
      this.#acts.size === 0 &&
      this.#totals === null &&
      this.#commentsSeen === 0 &&
      this.#audience === null
    );
  }

  facts(added: FactsAdded): void {
    switch (added.kind) {
      case 'orders': {
        const { totals, byProduct, byMinute, byChannel, byShop } = added.touched;
        this.#totals = totals;
        for (const row of byProduct) this.#products.set(row.sku, row);
        for (const row of byMinute) this.#minutes.set(row.minute, row);
        for (const row of byChannel) this.#channels.set(row.channel, row);
        for (const row of byShop) this.#shops.set(row.shopId, row);
        for (const dropId of added.touched.dropIds ?? []) this.dropIds.add(dropId);
        this.onAir = true;
        return;
      }
      case 'comments':
        for (const mark of added.marks) this.#marks.set(mark.commentId, mark);
        this.#commentsSeen += added.comments.length;
        this.#comments = [...this.#comments, ...added.comments].slice(-FRAME_COMMENTS);
        return;
      case 'audience':
        this.#audience = added.samples.at(-1) ?? this.#audience;
    }
  }

  act(act: PlatformAct): void {
    this.#acts.set(act.actId, act);
  }

  /** The parts of a frame that need no question to the store. */
  rows(): Partial<LiveFrame> {
    return {
      ...(this.#totals
        ? {
            totals: this.#totals,
            byProduct: [...this.#products.values()],
            byMinute: [...this.#minutes.values()],
            byChannel: [...this.#channels.values()],
            byShop: [...this.#shops.values()],
          }
        : {}),
      ...(this.#commentsSeen > 0
        ? {
            comments: this.#comments,
            commentsDropped: this.#commentsSeen - this.#comments.length,
            commentMarks: this.#comments.flatMap(({ commentId }) => this.#marks.get(commentId) ?? []),
          }
        : {}),
      ...(this.#audience ? { audience: this.#audience } : {}),
      ...(this.#acts.size > 0 ? { acts: [...this.#acts.values()] } : {}),
    };
  }
}
