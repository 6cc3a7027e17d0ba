import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskedPhone, normalPhone, phoneSchema } from './phone.ts';

describe('phone numbers', () => {
  test.each([
    ['13800138000', '+8613800138000'],
    [' 138 0013 8000 ', '+8613800138000'],
    ['138-0013-8000', '+8613800138000'],
    ['１３８００１３８０００', '+8613800138000'],
    ['+86 138 0013 8000', '+8613800138000'],
    ['0086 13800138000', '+8613800138000'],
    ['＋86 13800138000', '+8613800138000'],
    ['19912345678', '+8619912345678'],
    ['+44 7700 900123', '+447700900123'],
    ['+1 (415) 555-0132', '+14155550132'],
    ['00852 9123 4567', '+85291234567'],
  ])('%s is %s', (typed, normal) => {
    expect(normalPhone(typed)).toBe(normal);
    expect(phoneSchema.safeParse(normal).success).toBe(true);
  });

  test.each([
    '',
    '12800138000',
    '1380013800',
    '138001380000',
    '+86 12800138000',
    '+86 010 8888 8888',
    '91234567',
    '+0 7700 900123',
    '+44 77',
    '+1234567890123456',
    '138O0138000',
    '13800138000 转 8',
    '+',
  ])('%j is no number', (typed) => {
    expect(normalPhone(typed)).toBeNull();
    expect(phoneSchema.safeParse(typed).success).toBe(false);
  });

  test('the normal form is its own normal form, and a mask never shows the middle', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 14 });
    fc.assert(
      fc.property(fc.constantFrom('', '+', '+86', '00', '+1'), digits, (prefix, rest) => {
        const normal = normalPhone(prefix + rest);
        if (normal === null) return;
        expect(normalPhone(normal)).toBe(normal);
        const masked = maskedPhone(normal);
        expect(masked).toMatch(/^(1\d\d\*{4}\d{4}|\+\d\d\*+\d{4})$/);
      }),
    );
    expect(maskedPhone('+8613800138000')).toBe('138****8000');
    expect(maskedPhone('+447700900123')).toBe('+44******0123');
  });
});
