import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderEventSchema } from '#shared/domain/order/order.schema.ts';
import { plainOrderEvent } from './order-fast-path.ts';
import { orderEvent } from './test-hub.ts';

/** Values around every rule of the schema, good and bad alike. */
const text = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    '柔巾',
    'x'.repeat(80),
    'x'.repeat(81),
    'x'.repeat(200),
    'x'.repeat(201),
    'x'.repeat(300),
    'x'.repeat(301),
  ),
  fc.constantFrom('a\nb', '\u007f', '\u0000', '\u0080', '😀'),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
/** What is good nearly everywhere. */
const word = fc.oneof(
  { weight: 6, arbitrary: fc.string({ minLength: 1, maxLength: 20 }) },
  { weight: 1, arbitrary: text },
);
const number = fc.oneof(
  fc.constantFrom(
    0,
    -0,
    -1,
    1,
    1.5,
    10_000_000,
    10_000_001,
    10_000_000_000,
    10_000_000_001,
    Number.MAX_SAFE_INTEGER,
  ),
  fc.double(),
  fc.integer(),
);
const time = fc.oneof(
  fc.constantFrom(
    '2026-02-28T23:59:59Z',
    '2026-02-30T00:00:00Z',
    '2026-06-18T24:00:00Z',
    '2026-06-18T11:03Z',
  ),
  fc.constantFrom(
    '2026-06-18T11:03:20+08:00',
    '2026-06-18T11:03:20',
    '2026-06-18 11:03:20Z',
    '0000-01-01T00:00:00Z',
  ),
  fc.constantFrom(
    '2026-06-18T11:03:20.123456789Z',
    '2026-06-18T11:03:20.Z',
    '2026-13-01T00:00:00Z',
    '2026-06-18T11:03:20z',
  ),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
const anything = fc.oneof(
  text,
  number,
  time,
  fc.constantFrom(null, true, undefined),
  fc.array(text, { maxLength: 2 }),
  fc.dictionary(text, text),
);
/** Mostly what belongs there, so that whole events are often good. */
const mostly = (good: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 60, arbitrary: good }, { weight: 1, arbitrary: anything });
const whole = mostly(fc.oneof({ weight: 30, arbitrary: fc.nat({ max: 9_999_999 }) }, number));
/** Now and then a field more or one less than the schema knows. */
const nearly = (record: fc.Arbitrary<Record<string, unknown>>) =>
  fc.oneof(
    { weight: 30, arbitrary: record },
    { weight: 1, arbitrary: record.map((good) => ({ ...good, extra: 1 })) },
    { weight: 1, arbitrary: record.map((good) => Object.fromEntries(Object.entries(good).slice(1))) },
  );
const line = nearly(
  fc.record({ sku: mostly(word), title: mostly(word), qty: whole, priceFen: whole, amountFen: whole }),
);
const event = nearly(
  fc.record({
    ...{
      eventId: mostly(word),
      orderId: mostly(word),
      amountFen: whole,
      channel: mostly(word),
      shopId: mostly(word),
    },
    kind: mostly(fc.constantFrom('paid', 'refunded', 'cancelled')),
    lines: mostly(fc.array(line, { maxLength: 2 })),
    buyerId: mostly(fc.oneof(word, fc.constant(null))),
    at: mostly(fc.oneof(fc.constant('2026-06-18T11:03:20Z'), time)),
  }),
);

test('what is plainly good is what the schema answers, to the letter', () => {
  let plain = 0;
  fc.assert(
    fc.property(mostly(event), (item) => {
      const fast = plainOrderEvent(item);
      if (fast === null) return;
      plain += 1;
      expect(orderEventSchema.safeParse(item)).toEqual({ success: true, data: fast });
    }),
    { numRuns: 5_000 },
  );
  // The property would hold for a way that nobody can take, too.
  expect(plain).toBeGreaterThan(500);
});

test('the usual event takes the fast way, an unusual one the schema’s', () => {
  const usual = orderEvent('e1');
  expect(plainOrderEvent(usual)).toBe(usual);
  expect(plainOrderEvent({ ...usual, phone: '13800000000' })).toBeNull();
  expect(plainOrderEvent({ ...usual, at: '2026-06-30T11:03:20Z' })).toBeNull();
  for (const item of [null, [], 5, 'x', undefined]) expect(plainOrderEvent(item)).toBeNull();
});

test('the limits are the schema’s own', () => {
  const lines = Array.from({ length: 2001 }, () => orderEvent('x').lines[0]);
  expect(plainOrderEvent(orderEvent('e', { lines: lines.slice(1) }))).not.toBeNull();
  expect(orderEventSchema.safeParse(orderEvent('e', { lines: lines.slice(1) })).success).toBe(true);
  expect(plainOrderEvent(orderEvent('e', { lines }))).toBeNull();
});
