import { describe, expect, it } from 'vitest';
import { checkTotals, playwrightTotals, sumTotals, totalsLine, vitestTotals } from './totals.ts';

const vitest = (
  passed: number,
  failed: number,
  files: { status: string; assertionResults: unknown[] }[] = [],
) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  testResults: files,
});
const playwright = (expected: number, unexpected: number, flaky = 0, errors: unknown[] = []) => ({
  stats: { expected, unexpected, flaky, skipped: 4 },
  errors,
});

describe('totals', () => {
  it('counts what each reporter says', () => {
    expect(vitestTotals(vitest(10, 0), 0)).toEqual({ passed: 10, failed: 0 });
    expect(vitestTotals(vitest(9, 1), 1)).toEqual({ passed: 9, failed: 1 });
    expect(playwrightTotals(playwright(3, 1), 1)).toEqual({ passed: 3, failed: 1 });
    const result = { name: 'x', output: '' };
    expect(
      checkTotals([
        { ...result, ok: true },
        { ...result, ok: false },
      ]),
    ).toEqual({ passed: 1, failed: 1 });
  });

  it('counts a file that does not load, though it has no failed test', () => {
    const files = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'passed', assertionResults: [{}] },
    ];
    expect(vitestTotals(vitest(1, 1, files), 1)).toEqual({ passed: 1, failed: 2 });
  });

  it('counts a flaky test and an error outside tests as failures', () => {
    expect(playwrightTotals(playwright(2, 0, 1), 0)).toEqual({ passed: 2, failed: 1 });
    expect(playwrightTotals(playwright(0, 0, 0, [{ message: 'no config' }]), 1)).toEqual({
      passed: 0,
      failed: 1,
    });
  });

  it.each([
    ['crashed before its report', null],
    ['wrote something else', { stats: 'none' }],
  ])('counts a suite that %s as one failure', (_what, report) => {
    expect(vitestTotals(report, 0)).toEqual({ passed: 0, failed: 1 });
    expect(playwrightTotals(report, 139)).toEqual({ passed: 0, failed: 1 });
  });

  it('counts a suite that ends badly with all tests passed as one failure', () => {
    expect(vitestTotals(vitest(5, 0), 1)).toEqual({ passed: 5, failed: 1 });
    expect(playwrightTotals(playwright(0, 0), 1)).toEqual({ passed: 0, failed: 1 });
  });

  it('ends in the plain line', () => {
    const all = sumTotals([
      { passed: 9, failed: 0 },
      { passed: 300, failed: 2 },
    ]);
    expect(totalsLine(all)).toBe('309 passed, 2 failed');
    expect(totalsLine(sumTotals([]))).toBe('0 passed, 0 failed');
  });
});
