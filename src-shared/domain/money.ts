/**
 * Money is integer minor units (fen, pence, cents) and never a float. The brand keeps a plain number, such as
 * a quantity, from being passed where money is meant.
 */
import { z } from 'zod';

export type Fen = number & { readonly __brand: 'Fen' };

/** The largest amount of one event: ten billion minor units, so that sums of millions of them stay exact. */
export const MAX_AMOUNT_FEN = 10_000_000_000;

/** Names a whole number of minor units as money. Throws on fractions and on what is beyond exact integers. */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of minor units: ${value}`);
  return value as Fen;
}

export const fenSchema = z.int().min(0).max(MAX_AMOUNT_FEN).transform(fen);
/** An amount that may be negative, such as a net figure or the part of an order that no line explains. */
export const signedFenSchema = z.int().transform(fen);

/** ISO 4217 code. Only currencies with two decimals: a yen or dinar amount would be shown a hundred times off. */
export const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .refine(hasTwoDecimals, { message: 'a currency with two decimals is needed' });
export type Currency = z.infer<typeof currencySchema>;

const twoDecimals = new Map<string, boolean>();

/** Remembered by code: a formatter costs more than the rest of a document's check. */
function hasTwoDecimals(code: string): boolean {
  const known = twoDecimals.get(code);
  if (known !== undefined) return known;
  const found = decimalsOf(code) === 2;
  twoDecimals.set(code, found);
  return found;
}

function decimalsOf(code: string): number | undefined {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions()
      .maximumFractionDigits;
  } catch {
    return undefined;
  }
}

/** `123456` → `1,234.56`: exact, from the digits, without going through a float. */
export function formatFenPlain(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`;
}

const symbols: Readonly<Record<string, string>> = { CNY: '¥', GBP: '£', USD: '$', EUR: '€', HKD: 'HK$' };

/** `123456, 'CNY'` → `¥1,234.56`. A currency without a well-known sign is shown by its code. */
export function formatFen(amount: number, currency: string): string {
  const sign = amount < 0 ? '-' : '';
  return `${sign}${symbols[currency] ?? `${currency} `}${formatFenPlain(Math.abs(amount))}`;
}
