/** Phone numbers in one form, E.164 (`+8613800138000`), so that the same number is the same text. */
import { z } from 'zod';

/** A mobile number of mainland China: 11 digits from 13 to 19 (工信部 numbering plan). */
const CHINESE_MOBILE = /^1[3-9]\d{9}$/;
/** E.164: a country code that does not begin with 0 and at most 15 digits in all; no country has fewer than seven. */
const INTERNATIONAL = /^[1-9]\d{6,14}$/;

/**
 * `138 0013 8000`, `+86 138-0013-8000`, `０１３８…` in full width, `+44 7700 900123` → E.164; null where it is no number.
 * Without `+` or `00` only a Chinese mobile number is understood: nobody can tell the country of any other.
 */
export function normalPhone(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/[\s().-]|\u2010|\u2011|\u2012|\u2013/g, '');
  const digits = /^(?:\+|00)(\d+)$/.exec(plain)?.[1];
  if (digits === undefined) return CHINESE_MOBILE.test(plain) ? `+86${plain}` : null;
  if (digits.startsWith('86')) return CHINESE_MOBILE.test(digits.slice(2)) ? `+${digits}` : null;
  return INTERNATIONAL.test(digits) ? `+${digits}` : null;
}

/** A number in its normal form. */
export const phoneSchema = z
  .string()
  .refine((text) => normalPhone(text) === text, { message: 'no phone number' });

/** `+8613800138000` → `138****8000`, `+447700900123` → `+44******0123`: enough to be recognised by its owner. */
export function maskedPhone(phone: string): string {
  if (phone.startsWith('+86')) return `${phone.slice(3, 6)}****${phone.slice(-4)}`;
  return `${phone.slice(0, 3)}${'*'.repeat(Math.max(2, phone.length - 7))}${phone.slice(-4)}`;
}
