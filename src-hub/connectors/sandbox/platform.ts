/**
 * The imitated platform that rehearsals act on. It does what it is told and remembers that for as long as the hub runs;
 * its viewers find an open drop by themselves. A show may be given a fault, to rehearse the worst.
 */
import { AppError } from '#shared/contract/errors.ts';
import type { PlatformFault, PlatformOffer } from '#shared/domain/platform/platform.schema.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import type { CommentRoom, Connector, OnAirOffer, Platform } from '../connector.ts';

export interface SandboxPlatform extends Connector, Platform, CommentRoom {
  readonly name: 'sandbox';
  /**
   * `loses-answers`: what it does is not answered, nor is the first question after it; asked again, it knows.
   * `swallows-pushes`: it takes a push and shows what it showed before. `outage`: every call fails at once, nothing is
   * done, and its health is bad.
   */
  setFault(showId: string, fault: PlatformFault): void;
  faultOf(showId: string): PlatformFault;
  /** `loses-answers` on or off; another fault is left alone by "off". */
  loseAnswers(showId: string, lost: boolean): void;
  /** The show's rehearsal was reset: nothing of it was ever done here. */
  forget(showId: string): void;
}

/** Enough for any rehearsal; the oldest are forgotten. */
const REMEMBERED_ACTS = 10_000;

export function sandboxPlatform(): SandboxPlatform {
  const faults = new Map<string, PlatformFault>();
  /** Drops, each with its show. */
  const opened = new Map<string, string>();
  const done = new Set<string>();
  const shown = new Map<string, OnAirOffer>();
  const offers = new Map<string, PlatformOffer & { readonly showId: string }>();
  const silentOnce = new Set<string>();
  const silence = new Promise<never>(() => undefined);

  const faultOf = (showId: string): PlatformFault => faults.get(showId) ?? 'none';
  function setFault(showId: string, fault: PlatformFault): void {
    if (fault === 'none') faults.delete(showId);
    else faults.set(showId, fault);
  }
  function assertThere(showId: string): void {
    if (faultOf(showId) === 'outage') throw new AppError('platform/away');
  }
  /** The answer to what was done: none where answers are lost, and none to the first question after it. */
  function answered(showId: string, id: string): Promise<void> {
    if (faultOf(showId) !== 'loses-answers') return Promise.resolve();
    silentOnce.add(id);
    return silence;
  }
  function remember(actId: string): boolean {
    if (done.has(actId)) return false;
    done.add(actId);
    if (done.size > REMEMBERED_ACTS) for (const oldest of [...done].slice(0, 1)) done.delete(oldest);
    return true;
  }
  const offerOf = (product: Product): PlatformOffer =>
    offers.get(product.id) ?? { priceFen: product.priceFen, shelf: 'on', stock: product.stockDeclared };

  return {
    name: 'sandbox',
    async fireDrop({ id, showId }) {
      assertThere(showId);
      opened.set(id, showId);
      return answered(showId, id);
    },
    async askDrop({ id, showId }) {
      assertThere(showId);
      if (silentOnce.delete(id)) return silence;
      // What was opened before this hub was started is forgotten, so "no" would be more than it knows.
      return opened.has(id) ? 'open' : 'cannot-tell';
    },
    stopDrop: async () => undefined,
    async pushProduct({ actId, product }) {
      const { showId } = product;
      assertThere(showId);
      if (remember(actId) && faultOf(showId) !== 'swallows-pushes')
        shown.set(showId, { productId: product.id, actId });
      return answered(showId, actId);
    },
    async onAir(showId) {
      assertThere(showId);
      return shown.get(showId) ?? { productId: null, actId: null };
    },
    async setOffer({ actId, product, priceFen, shelf, stockDelta }) {
      assertThere(product.showId);
      const before = offerOf(product);
      if (remember(actId))
        offers.set(product.id, {
          showId: product.showId,
          priceFen: priceFen ?? before.priceFen,
          shelf: shelf ?? before.shelf,
          stock: stockDelta === undefined ? before.stock : Math.max(0, (before.stock ?? 0) + stockDelta),
        });
      return answered(product.showId, actId);
    },
    async readOffer(product) {
      assertThere(product.showId);
      const { priceFen, shelf, stock } = offerOf(product);
      return { priceFen, shelf, stock };
    },
    async askAct({ actId, showId }) {
      assertThere(showId);
      if (silentOnce.delete(actId)) return silence;
      return done.has(actId) ? 'done' : 'cannot-tell';
    },
    async say({ actId, showId }) {
      assertThere(showId);
      remember(actId);
      return answered(showId, actId);
    },
    async moderate({ actId, showId }) {
      assertThere(showId);
      remember(actId);
      return answered(showId, actId);
    },
    async askComment({ actId, showId }) {
      assertThere(showId);
      if (silentOnce.delete(actId)) return silence;
      return done.has(actId) ? 'done' : 'cannot-tell';
    },
    health: async (showId) =>
      faultOf(showId) === 'outage'
        ? { state: 'bad', reason: 'platform/away' }
        : { state: 'good', reason: null },
    setFault,
    faultOf,
    forget(showId) {
      faults.delete(showId);
      shown.delete(showId);
      for (const [id, of] of opened) if (of === showId) opened.delete(id);
      for (const [id, of] of offers) if (of.showId === showId) offers.delete(id);
    },
    loseAnswers(showId, lost) {
      if (lost) setFault(showId, 'loses-answers');
      else if (faultOf(showId) === 'loses-answers') setFault(showId, 'none');
    },
  };
}
