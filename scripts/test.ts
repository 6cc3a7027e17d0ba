/**
 * `npm test`: the checks, the unit tests, the end-to-end tests; each runs whatever the one before brought. The last
 * line is `N passed, N failed` over all of them. Arguments are not taken: run a part by itself (`npm run unit -- FILE`).
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needNode } from './lib/need-node.ts';

needNode();
const { describeChecks, runChecks } = await import('./lib/checks.ts');
const { runNode, tool } = await import('./lib/run.ts');
const { checkTotals, playwrightTotals, sumTotals, totalsLine, vitestTotals } = await import(
  './lib/totals.ts'
);

/** Null if the suite died before it wrote one. */
async function readReport(file: string): Promise<unknown> {
  return await readFile(file, 'utf8')
    .then(JSON.parse)
    .catch(() => null);
}

const reports = await mkdtemp(join(tmpdir(), 'livedesk-test-'));
try {
  const checks = await runChecks();
  console.log(describeChecks(checks));

  const unitReport = join(reports, 'unit.json');
  const unitArgs = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`];
  const unitStatus = await runNode([tool('vitest/vitest.mjs'), ...unitArgs]);

  const e2eReport = join(reports, 'e2e.json');
  const e2eStatus = await runNode(['scripts/e2e.ts', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport,
  });

  const suites = [
    ['checks', checkTotals(checks)],
    ['unit', vitestTotals(await readReport(unitReport), unitStatus)],
    ['end to end', playwrightTotals(await readReport(e2eReport), e2eStatus)],
  ] as const;
  const all = sumTotals(suites.map(([, totals]) => totals));
  console.log('');
  for (const [name, totals] of suites) console.log(`${name.padEnd(12)}${totalsLine(totals)}`);
  console.log(totalsLine(all));
  process.exitCode = all.failed === 0 ? 0 : 1;
} finally {
  await rm(reports, { recursive: true, force: true });
}
