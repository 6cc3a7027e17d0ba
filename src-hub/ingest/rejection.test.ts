import { describe, expect, test } from 'vitest';
import { orderEventSchema } from '#shared/domain/order/order.schema.ts';
import { rejectionOf, UnreadableLine } from './rejection.ts';

const good = {
  eventId: 'e1',
  orderId: 'o1',
  kind: 'paid',
  amountFen: 9800,
  lines: [{ sku: 'MR-0601', title: '柔巾', qty: 2, priceFen: 4900, amountFen: 9800 }],
  at: '2026-06-18T11:03:20Z',
};

function rejected(item: unknown) {
  const parsed = orderEventSchema.safeParse(item);
  if (parsed.success) throw new Error('the item is good');
  return rejectionOf(item, parsed.error);
}

describe('why an item is turned away', () => {
  test.each([
    ['its amount', { ...good, amountFen: -1 }, 'amountFen'],
    ['a refund', { ...good, kind: 'refunded', amountFen: -1 }, 'amountFen'],
    ['a quantity', { ...good, lines: [{ ...good.lines[0], qty: -2 }] }, 'lines[0].qty'],
    [
      'a line',
      { ...good, lines: [good.lines[0], { ...good.lines[0], amountFen: -5 }] },
      'lines[1].amountFen',
    ],
  ])('below zero is not a sale: %s', (_what, item, path) => {
    expect(rejected(item)).toEqual({
      code: 'order/not-a-sale',
      message: `${path}: amounts and quantities are never negative, a refund's neither.`,
    });
  });

  test.each([
    ['a fraction', { ...good, amountFen: 1.5 }, 'amountFen: '],
    ['text for money', { ...good, amountFen: '9800' }, 'amountFen: '],
    ['no id', { ...good, eventId: undefined }, 'eventId: '],
    ['an unknown kind', { ...good, kind: 'sold' }, 'kind: '],
    ['a day that is none', { ...good, at: '2026-02-30T11:03:20Z' }, 'at: '],
    ['a time without a zone', { ...good, at: '2026-06-18T11:03:20' }, 'at: '],
    ['a line break in an id', { ...good, eventId: 'a\nb' }, 'eventId: '],
    ['a wrong shape beside a negative amount', { ...good, amountFen: -1, at: 'noon' }, 'amountFen: '],
    ['a number', 5, 'item: '],
    ['null', null, 'item: '],
    ['a list', [good], 'item: '],
  ])('what is wrong in shape names its path: %s', (_what, item, start) => {
    const { code, message } = rejected(item);
    expect(code).toBe('event/invalid');
    expect(message.startsWith(start)).toBe(true);
  });

  test('an unreadable line says so by itself', () => {
    expect(rejected(new UnreadableLine('is not JSON'))).toEqual({
      code: 'event/invalid',
      message: 'line: is not JSON',
    });
  });

  test('many problems are told as a few and a number', () => {
    const lines = Array.from({ length: 2000 }, () => ({}));
    const { message } = rejected({ ...good, lines });
    expect(message.length).toBeLessThan(500);
    expect(message).toMatch(/; and 7997 more$/);
  });
});
