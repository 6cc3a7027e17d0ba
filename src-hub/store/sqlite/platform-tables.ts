/** SQL of what the hub shows as a platform of its own. */
import type Database from 'better-sqlite3';
import { fen } from '#shared/domain/money.ts';
import { shelfSchema } from '#shared/domain/platform/platform.schema.ts';
import type { HouseOffer, HouseOnAir, PlatformState } from '../platform-state.ts';
import type { Writer } from './write-queue.ts';

interface OfferRow {
  product_id: string;
  price_fen: number | null;
  shelf: string | null;
  stock: number | null;
}

export type PlatformTables = ReturnType<typeof platformTables>;

export function platformTables(db: Database) {
  const selectOnAir = db.prepare<[string], HouseOnAir>(`
    SELECT product_id AS productId, slot_id AS slotId, act_id AS actId, at FROM platform_on_air WHERE show_id = ?`);
  const putOnAir = db.prepare<[string, string, string, string, string]>(`
    INSERT INTO platform_on_air (show_id, product_id, slot_id, act_id, at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (show_id) DO UPDATE SET product_id = excluded.product_id, slot_id = excluded.slot_id,
      act_id = excluded.act_id, at = excluded.at`);
  const selectOffer = db.prepare<[string], OfferRow>('SELECT * FROM platform_offers WHERE product_id = ?');
  const selectOffers = db.prepare<[string], OfferRow>(
    'SELECT * FROM platform_offers WHERE show_id = ? ORDER BY product_id',
  );
  const putOffer = db.prepare<[string, string, number | null, string | null, number | null, string]>(`
    INSERT INTO platform_offers (product_id, show_id, price_fen, shelf, stock, at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (product_id) DO UPDATE SET price_fen = excluded.price_fen, shelf = excluded.shelf,
      stock = excluded.stock, at = excluded.at`);
  const insertDone = db.prepare<[string, string, string]>(
    'INSERT INTO platform_done (act_id, show_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const selectDone = db
    .prepare<[string], number>('SELECT count(*) FROM platform_done WHERE act_id = ?')
    .pluck();

  const offerOf = (row: OfferRow): HouseOffer => ({
    productId: row.product_id,
    priceFen: row.price_fen === null ? null : fen(row.price_fen),
    shelf: row.shelf === null ? null : shelfSchema.parse(row.shelf),
    stock: row.stock,
  });
  /** Runs `work` unless that act was done before. */
  function once(actId: string, showId: string, at: string, work: () => void): void {
    if (insertDone.run(actId, showId, at).changes > 0) work();
  }
  const offer = (productId: string): HouseOffer => {
    const row = selectOffer.get(productId);
    return row ? offerOf(row) : { productId, priceFen: null, shelf: null, stock: null };
  };

  return {
    onAir: (showId: string) => selectOnAir.get(showId) ?? null,
    push: ({ showId, productId, slotId, actId, at }: Parameters<PlatformState['push']>[0]) =>
      once(actId, showId, at, () => putOnAir.run(showId, productId, slotId, actId, at)),
    offers: (showId: string) => selectOffers.all(showId).map(offerOf),
    offer,
    changeOffer: (
      productId: string,
      { actId, showId, at, change }: Parameters<PlatformState['changeOffer']>[1],
    ) =>
      once(actId, showId, at, () => {
        const { priceFen, shelf, stock } = change(offer(productId));
        putOffer.run(productId, showId, priceFen, shelf, stock, at);
      }),
    wasDone: (actId: string) => (selectDone.get(actId) ?? 0) > 0,
  };
}

export function platformState(tables: PlatformTables, writer: Writer): PlatformState {
  return {
    onAir: async (showId) => tables.onAir(showId),
    push: (push) => writer.write(() => tables.push(push)),
    offers: async (showId) => tables.offers(showId),
    offer: async (productId) => tables.offer(productId),
    changeOffer: (productId, change) => writer.write(() => tables.changeOffer(productId, change)),
    wasDone: (actId) => writer.write(() => tables.wasDone(actId)),
  };
}
