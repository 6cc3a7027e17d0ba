/** Product sheets (排品表): what would be imported, and all that stands in its way. Pure: same input, same preview. */
import type { ProductPreview, ProductRow, ProductValues, SheetAnswers } from '../../contract/sheet.ts';
import type { Fen } from '../money.ts';
import type { Book } from './book.ts';
import { type Layout, layOut, type RememberedMapping } from './layout.ts';
import { previewFrame, rawTexts } from './preview-frame.ts';
import { settleDuplicates } from './product-duplicates.ts';
import { readProductRow } from './product-row.ts';
import { commissionStyle } from './read-commission.ts';
import { sheetProblems, stateOf, tooManyEntries } from './row-problems.ts';
import { SheetError } from './sheet-error.ts';

/** As the import of a show takes at once (`product.import`). */
const MOST_PRODUCTS = 2000;

export interface PreviewOptions {
  /** Column key → field, as said earlier for a sheet with the same `headerFingerprint`. */
  readonly remembered?: RememberedMapping;
}

/**
 * Reads a product sheet with the answers given so far.
 * @throws SheetError `sheet/no-such-sheet`, `sheet/empty`
 */
export function previewProducts(
  book: Book,
  answers: SheetAnswers,
  options: PreviewOptions = {},
): ProductPreview {
  const layout = layOut(book, 'products', answers, options.remembered);
  const rows = productRows(layout);
  const absent = [
    ['sku', 'sheet/no-sku'],
    ['stock', 'sheet/stock-not-tracked'],
  ] as const;
  const problems = [
    ...sheetProblems(layout, ['name', 'price'], absent),
    ...tooManyEntries(layout, rows, MOST_PRODUCTS),
  ];
  return { kind: 'products', ...previewFrame(book, layout, problems, rows), rows };
}

function productRows(layout: Layout): ProductRow[] {
  const style = commissionStyle(
    layout.data.map(({ original }) => original.get('commission')).filter((cell) => cell !== undefined),
  );
  const drafts = layout.data.map((source) => readProductRow(layout, source, style));
  const places = settleDuplicates(drafts);
  return drafts.map(({ source, values, problems }, at): ProductRow => {
    const place = places[at] ?? { becomes: 'product', productRowKey: source.rowKey };
    const state = stateOf(source, problems);
    return {
      rowKey: source.rowKey,
      row: source.row,
      state: state !== 'excluded' && place.becomes === 'nothing' ? 'skipped' : state,
      ...rawTexts(source),
      problems,
      values,
      becomes: state === 'excluded' ? 'nothing' : place.becomes,
      productRowKey: place.productRowKey,
    };
  });
}

export interface ImportedProduct extends Omit<ProductValues, 'priceFen' | 'plannedSec'> {
  readonly rowKey: string;
  readonly priceFen: Fen;
}

export interface ImportedSlot {
  /** Of the row that asks for the slot. */
  readonly rowKey: string;
  /** `rowKey` of the imported product that the slot shows. */
  readonly productRowKey: string;
  readonly sku: string | null;
  readonly plannedSec: number | null;
  readonly type: string;
  readonly remark: string;
}

export interface AcceptedProducts {
  readonly products: readonly ImportedProduct[];
  readonly slots: readonly ImportedSlot[];
}

/**
 * Products and slots to import, in the order of the sheet.
 * @throws SheetError `sheet/not-ready` while anything is open
 */
export function acceptedProducts(preview: ProductPreview): AcceptedProducts {
  if (!preview.importable) throw new SheetError('sheet/not-ready', { blocked: preview.counts.blocked });
  const products: ImportedProduct[] = [];
  const slots: ImportedSlot[] = [];
  for (const { rowKey, state, becomes, productRowKey, values } of preview.rows) {
    if (state !== 'ready' || becomes === 'nothing') continue;
    const { plannedSec, priceFen, ...rest } = values;
    if (becomes === 'product') {
      if (priceFen === null) throw new SheetError('sheet/not-ready', { blocked: 1 });
      products.push({ rowKey, ...rest, priceFen });
    }
    slots.push({ rowKey, productRowKey, sku: rest.sku, plannedSec, type: rest.type, remark: rest.remark });
  }
  return { products, slots };
}
