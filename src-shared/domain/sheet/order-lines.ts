/**
 * Order-line sheets: lines of one order number become one event. A wrong total is worse than a missing order, so one
 * bad row rejects its whole order and is named. Rules: surfaces.md, "Order-line sheets".
 */
import { fen, MAX_AMOUNT_FEN } from '../money.ts';
import { type OrderEvent, type OrderLine, orderEventSchema } from '../order/order.schema.ts';
import {
  type Book,
  type Cell,
  codeText,
  columnLetter,
  EMPTY_CELL,
  isBlankRow,
  type Sheet,
  shownText,
} from './book.ts';
import { headerWord } from './columns.ts';
import { type OrderField, orderHeaders, requiredOrderFields } from './order-headers.ts';
import { readQuantity } from './read-count.ts';
import { readPrice } from './read-price.ts';
import { isoAt, readLocalTime } from './read-time.ts';
import { SheetError } from './sheet-error.ts';

export interface OrderSheetOptions {
  /** Minutes east of UTC, for times written without a zone. By default 0 for English headers, 480 for Chinese ones. */
  readonly offsetMinutes?: number;
  readonly channel?: string;
  readonly shopId?: string;
}

export type OrderRejectionCode = 'order/bad-row' | 'order/not-a-sale';

export interface RejectedOrder {
  /** `null` for a row without an order number. */
  readonly orderId: string | null;
  readonly code: OrderRejectionCode;
  /** First row at fault, 1-based as in the sheet. */
  readonly row: number;
  /** The cell at fault, such as `F`; `null` if it is the order as a whole. */
  readonly column: string | null;
  readonly reason: OrderFault;
  /** Text of the cell at fault, shortened. */
  readonly text: string;
}

export type OrderFault =
  | 'no-order-number'
  | 'no-product-code'
  | 'quantity'
  | 'price'
  | 'time'
  | 'negative-quantity'
  | 'amount-too-large'
  | 'not-an-event';

export interface OrderSheetReading {
  /** By their first line's place in the file. */
  readonly orders: readonly OrderEvent[];
  readonly rejected: readonly RejectedOrder[];
  /** Rows read, blank ones not counted. */
  readonly lines: number;
}

interface Fault {
  readonly code: OrderRejectionCode;
  readonly reason: OrderFault;
  readonly field: OrderField | null;
}

interface OpenOrder {
  readonly orderId: string;
  readonly row: number;
  readonly at: string;
  readonly buyerId: string | null;
  readonly lines: OrderLine[];
  rejection: RejectedOrder | null;
}

interface OrderColumns {
  readonly headerRow: number;
  readonly index: ReadonlyMap<OrderField, number>;
  readonly chinese: boolean;
}

const LOOK_ROWS = 20;

/** @throws SheetError `sheet/columns-missing` when no row of any sheet names the columns that are needed */
export function readOrderLines(book: Book, options: OrderSheetOptions = {}): OrderSheetReading {
  const { sheet, columns } = findOrderSheet(book);
  const offset = options.offsetMinutes ?? (columns.chinese ? 480 : 0);
  const orders = new Map<string, OpenOrder>();
  const strays: RejectedOrder[] = [];
  let lines = 0;
  for (let at = columns.headerRow; at < sheet.rows.length; at += 1) {
    const cells = sheet.rows[at] ?? [];
    if (isBlankRow(cells)) continue;
    lines += 1;
    const row = at + 1;
    const cell = (field: OrderField): Cell => cells[columns.index.get(field) ?? -1] ?? EMPTY_CELL;
    const reject = (orderId: string | null, fault: Fault): RejectedOrder =>
      rejection(columns, orderId, row, fault, cell);
    const orderId = plainCode(cell('orderId'));
    if (orderId === '') {
      strays.push(reject(null, { code: 'order/bad-row', reason: 'no-order-number', field: 'orderId' }));
      continue;
    }
    const line = readLine(cell, isRefund(orderId));
    const time = readLocalTime(cell('at'));
    const fault =
      'code' in line
        ? line
        : time === null
          ? ({ code: 'order/bad-row', reason: 'time', field: 'at' } as const)
          : null;
    const known = orders.get(orderId);
    const order = known ?? {
      orderId,
      row,
      at: time === null ? '' : isoAt(time, offset),
      buyerId: plainCode(cell('buyerId')) || null,
      lines: [],
      rejection: null,
    };
    if (known === undefined) orders.set(orderId, order);
    if (fault !== null) order.rejection ??= reject(orderId, fault);
    else if (!('code' in line)) order.lines.push(line);
  }
  return { ...closed([...orders.values()], strays, options), lines };
}

function plainCode(cell: Cell): string {
  return cell.kind === 'error' ? '' : codeText(cell);
}

function isRefund(orderId: string): boolean {
  return /^c/i.test(orderId);
}

function readLine(cell: (field: OrderField) => Cell, refund: boolean): OrderLine | Fault {
  const bad = (reason: OrderFault, field: OrderField): Fault => ({ code: 'order/bad-row', reason, field });
  const sku = plainCode(cell('sku'));
  if (sku === '') return bad('no-product-code', 'sku');
  const qty = readQuantity(cell('qty')).value;
  if (qty === null) return bad('quantity', 'qty');
  const priceFen = readPrice(cell('price')).value;
  if (priceFen === null) return bad('price', 'price');
  if (qty < 0 && !refund) return { code: 'order/not-a-sale', reason: 'negative-quantity', field: 'qty' };
  const count = Math.abs(qty);
  const amount = count * priceFen;
  if (amount > MAX_AMOUNT_FEN) return bad('amount-too-large', 'price');
  const title = shownText(cell('title'));
  return {
    sku,
    title: title === '' ? sku : title.slice(0, 300),
    qty: count,
    priceFen,
    amountFen: fen(amount),
  };
}

function rejection(
  columns: OrderColumns,
  orderId: string | null,
  row: number,
  { code, reason, field }: Fault,
  cell: (field: OrderField) => Cell,
): RejectedOrder {
  const index = field === null ? undefined : columns.index.get(field);
  return {
    orderId,
    code,
    row,
    column: index === undefined ? null : columnLetter(index),
    reason,
    text: field === null ? '' : shownText(cell(field)).slice(0, 80),
  };
}

function closed(
  open: readonly OpenOrder[],
  strays: readonly RejectedOrder[],
  { channel = 'import', shopId = 'main' }: OrderSheetOptions,
): Pick<OrderSheetReading, 'orders' | 'rejected'> {
  const orders: OrderEvent[] = [];
  const rejected = [...strays];
  for (const { orderId, row, at, buyerId, lines, rejection: refused } of open) {
    if (refused !== null) {
      rejected.push(refused);
      continue;
    }
    const amountFen = lines.reduce((sum, line) => sum + line.amountFen, 0);
    const kind = isRefund(orderId) ? 'refunded' : 'paid';
    // By the hub's own schema: what it would turn away is said here, with its row.
    const event = orderEventSchema.safeParse({
      eventId: orderId,
      orderId,
      kind,
      amountFen,
      lines,
      channel,
      shopId,
      buyerId,
      at,
    });
    if (event.success) orders.push(event.data);
    else
      rejected.push({
        orderId,
        code: 'order/bad-row',
        row,
        column: null,
        reason: 'not-an-event',
        text: orderId.slice(0, 80),
      });
  }
  return { orders, rejected: rejected.sort((a, b) => a.row - b.row) };
}

function findOrderSheet(book: Book): { sheet: Sheet; columns: OrderColumns } {
  let missing: readonly OrderField[] = requiredOrderFields;
  for (const sheet of [...book.sheets].sort((a, b) => Number(a.hidden) - Number(b.hidden))) {
    for (const [at, cells] of sheet.rows.slice(0, LOOK_ROWS).entries()) {
      const index = orderColumns(cells);
      const lacking = requiredOrderFields.filter((field) => !index.has(field));
      const chinese = /\p{Script=Han}/u.test(shownText(cells[index.get('at') ?? -1] ?? EMPTY_CELL));
      if (lacking.length === 0) return { sheet, columns: { headerRow: at + 1, index, chinese } };
      if (lacking.length < missing.length) missing = lacking;
    }
  }
  throw new SheetError('sheet/columns-missing', {
    fields: missing.map((field) => orderHeaders[field][0]).join(', '),
  });
}

function orderColumns(cells: readonly Cell[]): Map<OrderField, number> {
  const index = new Map<OrderField, number>();
  for (const [at, cell] of cells.entries()) {
    const word = headerWord(shownText(cell));
    for (const field of Object.keys(orderHeaders) as OrderField[]) {
      if (!index.has(field) && orderHeaders[field].includes(word)) index.set(field, at);
    }
  }
  return index;
}
