/** Builds the whole app into `out/` where it is missing or older than its sources. */
import { join } from 'node:path';
import { withBuildLock } from './build-lock.ts';
import { projectDir, runNode, tool } from './run.ts';
import { isStale } from './stale.ts';

const parts = [
  { built: 'out/main/index.js', sources: ['src-main', 'src-hub', 'src-shared'] },
  { built: 'out/preload/index.cjs', sources: ['src-main/preload'] },
  { built: 'out/renderer/index.html', sources: ['src-renderer', 'src-shared'] },
];
const always = ['electron.vite.config.ts', 'scripts/lib/renderer-config.ts', 'package-lock.json'];

function isBuilt(): boolean {
  return parts.every(
    ({ built, sources }) =>
      !isStale(
        join(projectDir, built),
        [...sources, ...always].map((path) => join(projectDir, path)),
      ),
  );
}

export async function buildApp(): Promise<void> {
  const status = await runNode([tool('electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn']);
  if (status !== 0) throw new Error('the app did not build (see above)');
}

/** Rejects when it does not build. */
export async function ensureAppBuilt(): Promise<void> {
  if (isBuilt()) return;
  await withBuildLock(join(projectDir, 'out', '.build-lock'), async () => {
    if (isBuilt()) return;
    process.stderr.write('building the app (a few seconds) …\n');
    await buildApp();
  });
}
