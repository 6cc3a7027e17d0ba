import { describe, expect, test } from 'vitest';
import { problemCodes } from '../domain/sheet/problem-codes.ts';
import { AppError, type ErrorCode, errorTable, errorText, isErrorCode } from './errors.ts';

const codes = Object.keys(errorTable) as ErrorCode[];
const holesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('the error table', () => {
  test.each(codes)('%s is complete: words in both languages with the same holes', (code) => {
    const { zh, en, status, retry } = errorTable[code];
    expect(code).toMatch(/^[a-z]+\/[a-z-]+$/);
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(zh).toMatch(/[。！：}]$/);
    expect(en).toMatch(/^[A-Z"{]/);
    expect(en).not.toMatch(/[\u4e00-\u9fff]/);
    expect(holesOf(zh)).toEqual(holesOf(en));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(['never', 'later', 'now']).toContain(retry);
  });

  test('no two codes tell the person the same', () => {
    for (const language of ['zh', 'en'] as const) {
      const words = codes.map((code) => errorTable[code][language]);
      expect(words.filter((text, at) => words.indexOf(text) !== at)).toEqual([]);
    }
  });

  test('what was sent but not answered is never offered for a blind repeat', () => {
    expect(errorTable['effect/unanswered'].retry).toBe('never');
  });

  test('words that stand in a sheet are no code of this table', () => {
    expect(problemCodes.filter((code) => isErrorCode(code))).toEqual([]);
  });
});

describe('an error that crosses a boundary', () => {
  test('its words are filled from its parameters, in both languages', () => {
    const error = new AppError('effect/expired', { seconds: 3 });
    expect(error).toMatchObject({ code: 'effect/expired', params: { seconds: 3 } });
    expect(error.message).toBe('Not delivered within 3 s: it expired and was not done.');
    expect(errorText('effect/expired', { seconds: 3 }, 'zh')).toContain('超过 3 秒');
  });

  test('a parameter that is missing leaves its hole in sight; patterns in a value do nothing', () => {
    expect(errorText('auth/scope', {}, 'en')).toContain('{scope}');
    expect(errorText('auth/scope', { scope: "$& $' {scope}" }, 'en')).toContain('"$& $\' {scope}"');
  });

  test('names that every object has are no codes', () => {
    for (const name of ['constructor', '__proto__', 'toString', '']) expect(isErrorCode(name)).toBe(false);
    expect(codes.every(isErrorCode)).toBe(true);
  });
});
