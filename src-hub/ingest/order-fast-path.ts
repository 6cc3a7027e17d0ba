/**
 * The way of nearly every order event: one that is complete and plainly good is taken as it is, without the copies
 * that a schema makes. Whatever is not plain (a field left out, one too many, a rare date) goes to the schema, which
 * alone says what is wrong. A property test holds this to accept nothing that the schema would not answer the same to.
 */
import { MAX_AMOUNT_FEN } from '#shared/domain/money.ts';
import type { OrderEvent } from '#shared/domain/order/order.schema.ts';

/** The item itself when it is plainly an order event, else null: then the schema has to say. */
export function plainOrderEvent(item: unknown): OrderEvent | null {
  if (!isRecord(item) || countKeys(item) !== EVENT_KEYS) return null;
  const isPlain =
    isNaturalId(item['eventId']) &&
    isNaturalId(item['orderId']) &&
    (item['kind'] === 'paid' || item['kind'] === 'refunded' || item['kind'] === 'cancelled') &&
    isWhole(item['amountFen'], MAX_AMOUNT_FEN) &&
    isLines(item['lines']) &&
    isText(item['channel'], 80) &&
    isText(item['shopId'], 80) &&
    (item['buyerId'] === null || isText(item['buyerId'], 200)) &&
    isPlainTime(item['at']);
  return isPlain ? (item as unknown as OrderEvent) : null;
}

const EVENT_KEYS = 9;
const LINE_KEYS = 5;
const MAX_LINES = 2000;
const MAX_QTY = 10_000_000;

function isLines(value: unknown): boolean {
  return Array.isArray(value) && value.length <= MAX_LINES && value.every(isLine);
}

function isLine(value: unknown): boolean {
  return (
    isRecord(value) &&
    countKeys(value) === LINE_KEYS &&
    isText(value['sku'], 80) &&
    isText(value['title'], 300) &&
    isWhole(value['qty'], MAX_QTY) &&
    isWhole(value['priceFen'], MAX_AMOUNT_FEN) &&
    isWhole(value['amountFen'], MAX_AMOUNT_FEN)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Own keys of what JSON made: cheaper than a list of them. */
function countKeys(record: Record<string, unknown>): number {
  let count = 0;
  for (const _key in record) count += 1;
  return count;
}

function isText(value: unknown, max: number): boolean {
  return typeof value === 'string' && value.length <= max;
}

function isWhole(value: unknown, max: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= max;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
const controlCharacter = /[\u0000-\u001f\u007f]/;

function isNaturalId(value: unknown): boolean {
  return (
    typeof value === 'string' && value.length > 0 && value.length <= 200 && !controlCharacter.test(value)
  );
}

/** Days that every month has, in UTC, with seconds: what the schema's calendar would find nothing to say about. */
const plainTime =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z$/;

function isPlainTime(value: unknown): boolean {
  return typeof value === 'string' && plainTime.test(value);
}
