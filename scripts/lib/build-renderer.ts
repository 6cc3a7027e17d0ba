/** Builds the screen into `out/renderer` where that is missing or older than its sources. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withBuildLock } from './build-lock.ts';
import { projectDir } from './run.ts';
import { isStale } from './stale.ts';

const outDir = join(projectDir, 'out', 'renderer');
const sources = [
  'src-renderer',
  'src-shared',
  'scripts/lib/renderer-config.ts',
  'electron.vite.config.ts',
  'package-lock.json',
].map((path) => join(projectDir, path));

const isBuilt = () => !isStale(join(outDir, 'index.html'), sources);

/**
 * Resolves when `out/renderer` holds the current screen. Safe when several processes ask at once, and for a host that
 * is serving the old one: the new folder is put in place whole. Rejects when the screen does not build.
 */
export async function ensureRendererBuilt(): Promise<void> {
  if (isBuilt()) return;
  await withBuildLock(join(projectDir, 'out', '.build-lock'), async () => {
    // Another process may have built it while this one waited.
    if (isBuilt()) return;
    process.stderr.write('building the screen (a few seconds) …\n');
    const [{ build }, { rendererConfig }] = await Promise.all([
      import('vite'),
      import('./renderer-config.ts'),
    ]);
    const [fresh, old] = [`${outDir}.new`, `${outDir}.old`];
    await build({
      ...rendererConfig,
      configFile: false,
      logLevel: 'error',
      build: { ...rendererConfig.build, outDir: fresh },
    });
    await mkdir(outDir, { recursive: true });
    await rm(old, { recursive: true, force: true });
    await rename(outDir, old);
    await rename(fresh, outDir);
    await rm(old, { recursive: true, force: true });
  });
}
