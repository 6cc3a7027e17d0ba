/** Turns accepted rows into documents, all at once: one op holds every product and slot of a sheet. */
import { AppError } from '#shared/contract/errors.ts';
import { fen } from '#shared/domain/money.ts';
import type { ImportedGroup } from '#shared/domain/sheet/group-preview.ts';
import type { AcceptedProducts } from '#shared/domain/sheet/product-preview.ts';
import type { GroupId, ProductId, RunId, ShowId, SlotId } from '#shared/sync/ids.ts';
import type { DeskParts } from './desk-parts.ts';

/** Minutes that a slot gets when the sheet names none. */
const DEFAULT_PLANNED_SEC = 300;
/** The shop of rows that name none. */
const MAIN_SHOP = 'main';

/**
 * Imports into a run, behind what stands there. A product whose SKU the show has already is brought up to date rather
 * than doubled: stock and figures are counted by SKU.
 */
export async function importProducts(
  desk: DeskParts,
  target: { showId: ShowId; runId: RunId },
  accepted: AcceptedProducts,
): Promise<{ products: number; slots: number }> {
  const known = await desk.documents.view.list('product', target.showId);
  const knownBySku = new Map(
    known.flatMap((product) => (product.sku === null ? [] : [[product.sku, product.id]])),
  );
  const idByRow = new Map<string, ProductId>();
  const products = accepted.products.map((row) => {
    const id =
      (row.sku === null ? undefined : knownBySku.get(row.sku)) ?? (desk.ports.ids.next() as ProductId);
    idByRow.set(row.rowKey, id);
    return {
      id,
      shopId: row.shop ?? MAIN_SHOP,
      sku: row.sku,
      name: row.name,
      spec: row.spec,
      listFen: row.listFen,
      priceFen: fen(row.priceFen),
      floorFen: row.floorFen,
      stockDeclared: row.stock,
      commissionBp: row.commissionBp,
      mechanics: row.mechanics,
      points: [...row.points],
    };
  });
  const slots = accepted.slots.map((slot) => {
    const productId = idByRow.get(slot.productRowKey);
    if (productId === undefined) throw new AppError('product/not-found');
    return {
      id: desk.ports.ids.next() as SlotId,
      productId,
      type: slot.type,
      plannedSec: slot.plannedSec ?? DEFAULT_PLANNED_SEC,
      remark: slot.remark,
    };
  });
  await desk.mutate('product.import', { ...target, products, slots });
  return { products: products.length, slots: slots.length };
}

export async function importGroups(desk: DeskParts, accepted: readonly ImportedGroup[]): Promise<number> {
  const groups = accepted.map(({ rowKey: _rowKey, ...group }) => ({
    ...group,
    id: desk.ports.ids.next() as GroupId,
    tags: [...group.tags],
  }));
  await desk.mutate('group.import', { groups });
  return groups.length;
}

/** The run that a show's sheet goes into: the one on air, else the newest that has not ended. */
export async function runForImport(desk: DeskParts, showId: ShowId): Promise<RunId> {
  const runs = await desk.documents.view.list('run', showId);
  const open = runs
    .filter((run) => run.state !== 'ended')
    .sort((a, b) => (a.createdAt > b.createdAt ? -1 : 1));
  const run = open.find((candidate) => candidate.state === 'live') ?? open[0];
  if (!run) throw new AppError('run/not-found');
  return run.id;
}
