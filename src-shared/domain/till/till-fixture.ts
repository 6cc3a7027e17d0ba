/** Test fixture: a show with products of known stock and price, and tickets as a till's router makes them. */
import { type MemoryWorkspace, newProduct, showWithSlots } from '../../sync/documents-fixture.ts';
import { countingIds } from '../../sync/ids.ts';
import { leaseIdOf } from '../lease/lease.schema.ts';
import type { MutationInput } from '../mutations.ts';
import type { Ticket } from './ticket.schema.ts';

export const TILL = { showId: 'show-1', runKind: 'live', deviceId: 'till-1', deviceName: '一号台' } as const;
const ids = countingIds('ticket');

type Line = MutationInput<'ticket.open'>['lines'][number];

/** `product-1` (¥49, of 10 pieces), `product-2` (¥0.01, no stock declared), `product-3` of another shop (¥30, of 5). */
export async function tillShow(): Promise<MemoryWorkspace> {
  const workspace = await showWithSlots(0);
  const products = [
    { ...newProduct('product-1'), stockDeclared: 10 },
    { ...newProduct('product-2'), priceFen: 1, floorFen: null, stockDeclared: null },
    {
      ...newProduct('product-3'),
      priceFen: 3000,
      floorFen: null,
      stockDeclared: 5,
      shopId: 'other',
      sku: null,
    },
  ];
  await workspace.run('product.import', { showId: 'show-1', runId: 'run-1', products, slots: [] });
  return workspace;
}

export function line(productId: string, qty: number, changes: Partial<Line> = {}): Line {
  const known = {
    'product-1': { shopId: 'main', sku: 'sku-product-1', priceFen: 4900 },
    'product-2': { shopId: 'main', sku: 'sku-product-2', priceFen: 1 },
    'product-3': { shopId: 'other', sku: 'product-3', priceFen: 3000 },
  }[productId];
  if (!known) throw new Error(`no product ${productId}`);
  return { productId, title: `柔巾 ${productId}`, qty, ...known, ...changes };
}

export function basket(lines: Line[], changes: Partial<MutationInput<'ticket.open'>> = {}) {
  const id = ids.next();
  return {
    id,
    ...TILL,
    label: `A-${id}`,
    source: 'counter',
    buyerName: '',
    note: '',
    lines,
    ...changes,
  } as const;
}
export const cash = { tender: 'cash', receivedFen: null } as const;

export async function takeLease(
  w: MemoryWorkspace,
  productId: string,
  qty: number,
  deviceId: string = TILL.deviceId,
) {
  const { runKind, deviceName } = TILL;
  await w.run('lease.take', { runKind, productId, deviceId, deviceName, qty });
}

export async function leaseOf(w: MemoryWorkspace, productId: string, deviceId: string = TILL.deviceId) {
  return w.reader.get('lease', leaseIdOf({ runKind: 'live', productId, deviceId }));
}

export async function ticketOf(w: MemoryWorkspace, id: string): Promise<Ticket> {
  const ticket = await w.reader.get('ticket', id);
  if (!ticket) throw new Error(`no ticket ${id}`);
  return ticket;
}
