/** Rows that name a product again: a second slot of it, or a clash that the person settles. */
import type { DuplicateChoice, ProductRow, SheetField } from '../../contract/sheet.ts';
import { formatFenPlain } from '../money.ts';
import { finding } from './number-text.ts';
import type { ProductDraft } from './product-row.ts';

export type Place = Pick<ProductRow, 'becomes' | 'productRowKey'>;

/** All that a row which is only a slot brings along: the rest of it is its product's. */
const slotFields = new Set<SheetField | null>(['type', 'minutes', 'remark', null]);

const repeatChoices: readonly DuplicateChoice[] = ['second-slot', 'skip'];
const clashChoices: readonly DuplicateChoice[] = ['keep-first', 'use-this', 'skip'];

/**
 * Decides for each draft, in sheet order, what it becomes, and adds the questions to the drafts' problems. A row
 * that becomes a slot only loses the problems of fields that will not be imported from it.
 */
export function settleDuplicates(drafts: readonly ProductDraft[]): Place[] {
  const places = drafts.map(({ source }): Place => ({ becomes: 'product', productRowKey: source.rowKey }));
  const bySku = new Map<string, number>();
  const byName = new Map<string, ProductDraft>();
  for (const [at, draft] of drafts.entries()) {
    if (draft.source.answer.include === false) continue;
    const { sku, name } = draft.values;
    if (sku === null) {
      const twin = byName.get(name);
      if (twin !== undefined)
        draft.tell('name', finding('sheet/same-name', { name, firstRow: twin.source.row }));
      else if (name !== '') byName.set(name, draft);
      continue;
    }
    const key = sku.normalize('NFKC').toUpperCase();
    const owner = bySku.get(key);
    if (owner === undefined) bySku.set(key, at);
    else if (settle(drafts, places, owner, at) === 'use-this') bySku.set(key, at);
  }
  for (const [at, draft] of drafts.entries()) {
    if (places[at]?.becomes !== 'product') dropProductProblems(draft);
  }
  return places;
}

function settle(
  drafts: readonly ProductDraft[],
  places: Place[],
  owner: number,
  at: number,
): DuplicateChoice | null {
  const [first, draft] = [drafts[owner], drafts[at]];
  if (first === undefined || draft === undefined) return null;
  const same =
    first.values.name === draft.values.name &&
    first.values.priceFen === draft.values.priceFen &&
    draft.values.priceFen !== null;
  const choices = same ? repeatChoices : clashChoices;
  const params = {
    sku: draft.values.sku ?? '',
    firstRow: first.source.row,
    firstName: first.values.name,
    firstPrice: first.values.priceFen === null ? '—' : formatFenPlain(first.values.priceFen),
    name: draft.values.name,
    price: draft.values.priceFen === null ? '—' : formatFenPlain(draft.values.priceFen),
  };
  draft.tell('sku', finding(same ? 'sheet/second-slot' : 'sheet/clash', params), choices);
  const chosen = draft.source.answer.duplicate;
  if (chosen === undefined || !choices.includes(chosen)) return null;
  const [from, to] = [first.source.rowKey, draft.source.rowKey];
  if (chosen === 'skip') places[at] = { becomes: 'nothing', productRowKey: from };
  else if (chosen !== 'use-this') places[at] = { becomes: 'slot', productRowKey: from };
  else {
    // The product is now this row's; every slot that showed the first row's shows this one.
    for (const [index, place] of places.entries()) {
      if (index < at && place.productRowKey === from)
        places[index] = {
          ...place,
          becomes: place.becomes === 'product' ? 'slot' : place.becomes,
          productRowKey: to,
        };
    }
  }
  return chosen;
}

function dropProductProblems(draft: ProductDraft): void {
  const kept = draft.problems.filter(
    ({ field, code }) => slotFields.has(field) || code === 'sheet/second-slot' || code === 'sheet/clash',
  );
  draft.problems.splice(0, draft.problems.length, ...kept);
}
