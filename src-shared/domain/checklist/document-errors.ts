/**
 * What stands in the documents alone and keeps a live run from starting: every desk finds it without a network, and the
 * hub judges by it again when the op arrives. Pure, but for the one that throws.
 */
import { AppError } from '../../contract/errors.ts';
import type { DocumentReader } from '../../sync/document-store.ts';
import { needsSecondPerson, type Product } from '../product/product.schema.ts';
import type { Slot } from '../rundown/slot.schema.ts';
import type { Run } from '../show/show.schema.ts';
import type { CheckId } from './check-id.ts';

export type DocumentErrorCode = 'no-product' | 'below-floor';

export interface DocumentError {
  readonly check: CheckId;
  readonly code: DocumentErrorCode;
  readonly slotId: string;
  readonly productId: string;
}

/** Slots that are left out of this run are not looked at: leaving one out is a way to mend it. */
export function documentErrors(slots: readonly Slot[], products: readonly Product[]): DocumentError[] {
  const shown = slots.filter(({ state }) => state !== 'skipped');
  const byId = new Map<string, Product>(products.map((product) => [product.id, product]));
  return shown.flatMap(({ id: slotId, productId }): DocumentError[] => {
    const product = byId.get(productId);
    if (!product) return [{ check: 'rundown', code: 'no-product', slotId, productId }];
    return needsSecondPerson(product) ? [{ check: 'floor', code: 'below-floor', slotId, productId }] : [];
  });
}

/** Throws `run/checks-failed` for a live run that must not start as it stands. A rehearsal may: it is for finding out. */
export async function requireReady(
  read: DocumentReader,
  run: Pick<Run, 'id' | 'showId' | 'kind'>,
): Promise<void> {
  if (run.kind !== 'live') return;
  const errors = documentErrors(await read.list('slot', run.id), await read.list('product', run.showId));
  if (errors.length > 0) throw new AppError('run/checks-failed', { count: errors.length });
}
