import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldedText } from './folded.ts';
import { compilePattern, isPattern } from './pattern.ts';

function find(source: string, text: string): string | null {
  const pattern = compilePattern(source);
  if (!isPattern(pattern)) throw new Error(JSON.stringify(pattern));
  const { signs } = foldedText(text, false);
  const found = pattern.find(signs);
  return found && signs.slice(found.from, found.to).join('');
}

/** Patterns that the usual engine reads the same way. */
const piece = fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\d', '1');
const patterns = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    piece,
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(?:${a}|${b})`),
    fc
      .tuple(tie('node'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{0,2}', '{2,}'))
      .map(([a, times]) => `(${a})${times}`),
  ),
})).node;

describe('patterns for blocked words', () => {
  test.each([
    ['加\\s*[v微]\\s*信?', '快加 V 信领福利', '加 v 信'],
    ['\\d{5,11}', '扣扣 12345678 加我', '12345678'],
    ['代(购|下单)', '专业代下单', '代下单'],
    ['^刷.', '刷单', '刷单'],
    ['假货$', '这是假货', '假货'],
    ['v信|微信', '来微信找我', '微信'],
  ])('%s in %s is %s', (source, text, found) => expect(find(source, text)).toBe(found));

  test('one width and case on both sides', () => {
    expect(find('ＶＸ', '加vx')).toBe('vx');
    expect(find('[A-C]x', '找 BX')).toBe('bx');
  });

  test.each([
    ['(', 2],
    ['a)', 2],
    ['*a', 1],
    ['a**', 3],
    ['a{3,1}', 2],
    ['[]', 2],
    ['(?=a)', 2],
    ['(a)\\1', 5],
    ['a\\', 3],
  ])('%s is refused at its place', (source, at) =>
    expect(compilePattern(source)).toEqual({ fault: 'syntax', at }),
  );

  test('what would match everything, or grows out of hand, is refused', () => {
    expect(compilePattern('a*')).toEqual({ fault: 'matches-all' });
    expect(compilePattern('a|')).toEqual({ fault: 'matches-all' });
    expect(compilePattern('((a{50}){50}){50}')).toEqual({ fault: 'too-large' });
  });

  test('finds wherever the usual engine finds, and begins where it begins', () => {
    fc.assert(
      fc.property(
        patterns,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', ' '), maxLength: 12 }),
        (source, text) => {
          const pattern = compilePattern(source);
          if (!isPattern(pattern)) {
            if (pattern.fault === 'matches-all') expect(new RegExp(source, 'u').test('')).toBe(true);
            else expect(pattern.fault).toBe('too-large');
            return;
          }
          const usual = new RegExp(source, 'u').exec(text);
          const found = pattern.find([...text]);
          expect(found?.from ?? null).toBe(usual?.index ?? null);
          if (found && usual) expect(found.to - found.from).toBeGreaterThanOrEqual(usual[0].length);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('what brings a backtracking engine to its knees is done at once', () => {
    const evil = compilePattern('(a+)+(a|aa)*b');
    if (!isPattern(evil)) throw new Error('compiles');
    const started = performance.now();
    expect(evil.find([...'a'.repeat(2000)])).toBeNull();
    // Some 2 ms; going back, it would outlast us all.
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
