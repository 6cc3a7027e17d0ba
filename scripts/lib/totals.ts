/** Counting over suites that report in different ways, for the last line of `npm test`: `N passed, N failed`. */
import { z } from 'zod';
import type { CheckResult } from './checks.ts';

export interface Totals {
  readonly passed: number;
  readonly failed: number;
}

const vitestSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});
const playwrightSchema = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }),
  errors: z.array(z.unknown()),
});

/** A suite that ends badly without a failed test (it crashed, or found nothing to run) counts as one failure. */
function atLeastOne({ passed, failed }: Totals, status: number): Totals {
  return { passed, failed: status !== 0 && failed === 0 ? 1 : failed };
}

export function checkTotals(results: readonly CheckResult[]): Totals {
  const passed = results.filter(({ ok }) => ok).length;
  return { passed, failed: results.length - passed };
}

/** `report` is the JSON reporter's file as parsed, or null if there is none; `status` the suite's exit status. */
export function vitestTotals(report: unknown, status: number): Totals {
  const parsed = vitestSchema.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = parsed.data;
  // A file that does not even load has no tests to fail.
  const broken = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  return atLeastOne({ passed: numPassedTests, failed: numFailedTests + broken }, status);
}

/** A flaky test is a failed one: there are no retries to hide behind. */
export function playwrightTotals(report: unknown, status: number): Totals {
  const parsed = playwrightSchema.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1 };
  const { stats, errors } = parsed.data;
  return atLeastOne(
    { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length },
    status,
  );
}

export function sumTotals(totals: readonly Totals[]): Totals {
  return totals.reduce(
    (sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }),
    { passed: 0, failed: 0 },
  );
}

/** What CI reads: the very last line. */
export const totalsLine = ({ passed, failed }: Totals) => `${passed} passed, ${failed} failed`;
