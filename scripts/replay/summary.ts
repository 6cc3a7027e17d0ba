/** What a replay says at its end: every row and order that was turned away, and the money of what was read. */
import { formatFen } from '#shared/domain/money.ts';
import type { OrderEvent } from '#shared/domain/order/order.schema.ts';
import type { OrderFault, OrderSheetReading, RejectedOrder } from '#shared/domain/sheet/order-lines.ts';
import type { Delivery } from './deliver.ts';

const faultWords: Readonly<Record<OrderFault, string>> = {
  'no-order-number': 'the row has no order number',
  'no-product-code': 'the row has no product code',
  quantity: 'the quantity is not a whole number',
  price: 'the price cannot be read',
  time: 'the time cannot be read',
  'negative-quantity': 'a negative quantity outside a refund',
  'amount-too-large': 'the amount is beyond what one event may hold',
  'not-an-event': 'the order as a whole is not a valid event',
};

export interface SheetTotals {
  readonly orders: number;
  readonly refunds: number;
  readonly grossFen: number;
  readonly refundsFen: number;
}

export function totalsOf(events: readonly OrderEvent[]): SheetTotals {
  const paid = events.filter(({ kind }) => kind === 'paid');
  const refunded = events.filter(({ kind }) => kind === 'refunded');
  const sum = (list: readonly OrderEvent[]) => list.reduce((total, { amountFen }) => total + amountFen, 0);
  return {
    orders: paid.length,
    refunds: refunded.length,
    grossFen: sum(paid),
    refundsFen: sum(refunded),
  };
}

/** Lines of the summary. `currency` is null where the key may not read the show. */
export function summaryLines(
  reading: OrderSheetReading,
  delivery: Delivery,
  currency: string | null,
): string[] {
  const { orders, refunds, grossFen, refundsFen } = totalsOf(reading.orders);
  const money = (amount: number) =>
    currency === null ? `${amount}` : `${amount} (${formatFen(amount, currency)})`;
  return [
    ...reading.rejected.map(rejectedRow),
    ...delivery.rejected.map(
      ({ event, code, message }) => `rejected by the hub: order ${event.orderId}: ${code}: ${message}`,
    ),
    `read: ${reading.lines} rows, ${orders} orders, ${refunds} refunds, ${reading.rejected.length} rejected`,
    `sent: ${delivery.accepted} accepted, ${delivery.duplicates} duplicates, ${delivery.rejected.length} rejected`,
    `gross ${money(grossFen)}`,
    `refunds ${money(refundsFen)}`,
    `net ${money(grossFen - refundsFen)}`,
  ];
}

function rejectedRow({ orderId, row, column, code, reason, text }: RejectedOrder): string {
  const order = orderId === null ? 'no order' : `order ${orderId}`;
  const cell = column === null ? '' : ` (${column}${row}: ${JSON.stringify(text)})`;
  return `rejected: row ${row}, ${order}: ${code}: ${faultWords[reason]}${cell}`;
}
