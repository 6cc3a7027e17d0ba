/** What the hub keeps as a platform of its own (connectors/house.ts). Part of hub-store.ts. */
import type { Fen } from '#shared/domain/money.ts';
import type { Shelf } from '#shared/domain/platform/platform.schema.ts';

export interface HouseOnAir {
  readonly productId: string;
  readonly slotId: string;
  readonly actId: string;
  readonly at: string;
}

/** Null = as the show's sheet says it. */
export interface HouseOffer {
  readonly productId: string;
  readonly priceFen: Fen | null;
  readonly shelf: Shelf | null;
  readonly stock: number | null;
}

export interface HousePush extends HouseOnAir {
  readonly showId: string;
}

export interface HouseOfferChange {
  readonly actId: string;
  readonly showId: string;
  readonly at: string;
  /** As it stands after the change. */
  readonly change: (before: HouseOffer) => Omit<HouseOffer, 'productId'>;
}

export interface PlatformState {
  onAir(showId: string): Promise<HouseOnAir | null>;
  /** Once for an act's id. */
  push(push: HousePush): Promise<void>;
  /** Everything of the show that is not as its sheet says. */
  offers(showId: string): Promise<HouseOffer[]>;
  offer(productId: string): Promise<HouseOffer>;
  /** Once for an act's id. */
  changeOffer(productId: string, change: HouseOfferChange): Promise<void>;
  /** Whether an act of that id was done; judged after every write that was asked for before. */
  wasDone(actId: string): Promise<boolean>;
}
