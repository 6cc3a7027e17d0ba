import {
  type OrderSheetOptions,
  type OrderSheetReading,
  readOrderLines,
} from '#shared/domain/sheet/order-lines.ts';
import { type BookLimits, readBook } from './read-book.ts';

/** A day of orders is far more than a rundown: 200,000 lines. */
const orderLimits: BookLimits = { maxBytes: 60_000_000, maxRows: 200_000 };

/**
 * Reads an order-line sheet into order events, in the order of the file, with every rejected order or row.
 * @throws SheetError if the file cannot be read or lacks a column that is needed
 */
export function readOrderSheet(
  fileName: string,
  bytes: Uint8Array,
  options: OrderSheetOptions = {},
): OrderSheetReading {
  return readOrderLines(readBook(fileName, bytes, orderLimits), options);
}
