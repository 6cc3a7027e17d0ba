import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScanner, type ScannerPlace } from './scanner.ts';

/** Types with a fixed gap and answers what was done with each key, the last being Enter. */
function type(text: string, gapMs: number, place: ScannerPlace, enter = true) {
  const scanner = createScanner();
  const keys = enter ? [...text, 'Enter'] : [...text];
  return keys.map((key, at) => scanner.keyDown({ key, atMs: 1000 + at * gapMs, special: false }, place));
}

describe('a scanner', () => {
  it('is known by its speed, in the scan field and anywhere else', () => {
    expect(type('6901234567890', 4, 'scan-field').at(-1)).toEqual({ do: 'scanned', text: '6901234567890' });
    const elsewhere = type('MR-0601', 4, 'other-field');
    expect(elsewhere.map((each) => each.do)).toEqual([
      'remember',
      'nothing',
      'take-back',
      'keep',
      'keep',
      'keep',
      'keep',
      'scanned',
    ]);
  });

  it('is not what a person types', () => {
    expect(type('12', 90, 'other-field').map((each) => each.do)).toEqual(['remember', 'remember', 'nothing']);
    expect(type('60', 4, 'scan-field').at(-1)).toEqual({ do: 'nothing' });
  });

  it('does not take a person’s Enter for its own', () => {
    const scanner = createScanner();
    for (const [at, key] of [...'690'].entries())
      scanner.keyDown({ key, atMs: at * 5, special: false }, 'scan-field');
    expect(scanner.keyDown({ key: 'Enter', atMs: 900, special: false }, 'scan-field')).toEqual({
      do: 'nothing',
    });
  });

  it('lets a person who begins to type in no field type into the search', () => {
    expect(type('浴', 100, 'none', false)).toEqual([{ do: 'nothing' }]);
    expect(type('b', 100, 'none', false)).toEqual([{ do: 'focus' }]);
  });

  it('takes nothing back of what a person typed before it, and waits for a busy machine', () => {
    const scanner = createScanner();
    const times = [0, 90, 180, 184, 188, 260, 262, 340];
    const does = [...('12' + '690123')].map(
      (key, at) => scanner.keyDown({ key, atMs: times[at] ?? 0, special: false }, 'other-field').do,
    );
    expect(does).toEqual([
      'remember',
      'remember',
      'remember',
      'nothing',
      'take-back',
      'keep',
      'keep',
      'keep',
    ]);
    expect(scanner.keyDown({ key: 'Enter', atMs: 345, special: false }, 'other-field')).toEqual({
      do: 'scanned',
      text: '690123',
    });
  });

  it('leaves shortcuts and an input method alone', () => {
    const scanner = createScanner();
    const keys = [...'69012'].map((key, at) =>
      scanner.keyDown({ key, atMs: at, special: true }, 'other-field'),
    );
    expect(new Set(keys.map((each) => each.do))).toEqual(new Set(['nothing']));
  });

  it('reads every code that came in one burst, two in a row each on its own', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[0-9A-Z-]{3,20}$/), { minLength: 1, maxLength: 5 }),
        fc.constantFrom<ScannerPlace>('scan-field', 'other-field', 'none'),
        fc.integer({ min: 0, max: 30 }),
        (codes, place, gapMs) => {
          const scanner = createScanner();
          let atMs = 0;
          const press = (key: string) => {
            atMs += gapMs;
            return scanner.keyDown({ key, atMs, special: false }, place);
          };
          for (const code of codes) {
            for (const key of code) press(key);
            expect(press('Enter')).toEqual({ do: 'scanned', text: code });
          }
        },
      ),
    );
  });
});
