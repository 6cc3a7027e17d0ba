/** What `npm run check` checks: the types of every folder, Biome, and who imports whom. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findBreaches } from './boundaries.ts';
import { projectDir, runQuietly, tool } from './run.ts';

export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly output: string;
}

const TYPED_FOLDERS = [
  'src-shared',
  'src-main',
  'src-main/preload',
  'src-hub',
  'src-renderer',
  'scripts',
  'e2e',
  'bench',
  'soak',
];

/** tsc takes a project without a single source for an error. */
function hasSources(folder: string): boolean {
  const dir = join(projectDir, folder);
  return (
    existsSync(join(dir, 'tsconfig.json')) &&
    readdirSync(dir, { recursive: true, encoding: 'utf8' }).some((name) => /\.tsx?$/.test(name))
  );
}

async function typeCheck(folder: string): Promise<CheckResult> {
  const { status, output } = await runQuietly([tool('typescript/bin/tsc'), '-p', folder]);
  return { name: `types of ${folder}`, ok: status === 0, output };
}

async function biomeCheck(): Promise<CheckResult> {
  const args = ['check', '--error-on-warnings', '--colors=off', '.'];
  const { status, output } = await runQuietly([tool('@biomejs/biome/bin/biome'), ...args]);
  return { name: 'biome', ok: status === 0, output };
}

async function boundaryCheck(): Promise<CheckResult> {
  const breaches = findBreaches(projectDir);
  const lines = breaches.map(({ file, imported, reason }) => `${file} imports ${imported}: ${reason}`);
  return { name: 'folder boundaries', ok: breaches.length === 0, output: lines.join('\n') };
}

/** A check that cannot run has failed. */
async function settled(name: string, check: Promise<CheckResult>): Promise<CheckResult> {
  return await check.catch((error: unknown) => ({ name, ok: false, output: String(error) }));
}

export async function runChecks(): Promise<CheckResult[]> {
  return await Promise.all([
    ...TYPED_FOLDERS.filter(hasSources).map((folder) => settled(`types of ${folder}`, typeCheck(folder))),
    settled('biome', biomeCheck()),
    settled('folder boundaries', boundaryCheck()),
  ]);
}

/** One line a check, and all that a failed one had to say. */
export function describeChecks(results: readonly CheckResult[]): string {
  return results
    .map(({ name, ok, output }) => (ok ? `ok      ${name}` : `FAILED  ${name}\n${output.trimEnd()}\n`))
    .join('\n');
}
