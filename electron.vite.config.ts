/**
 * The built app: `out/main` (ES modules), `out/preload` (CommonJS), `out/renderer`. Libraries are bundled but for
 * native and self-locating ones, because the hub's worker is unpacked from the asar (electron-builder.yml) and finds
 * there only what is unpacked with it.
 */
import { join } from 'node:path';
import { defineConfig } from 'electron-vite';
import { rendererConfig } from './scripts/lib/renderer-config.ts';
import { projectDir } from './scripts/lib/run.ts';

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: join(projectDir, 'src-main/electron/main.ts'),
          'hub-worker': join(projectDir, 'src-hub/worker.ts'),
          'check-worker': join(projectDir, 'src-main/cache/check-worker.ts'),
        },
        external: ['better-sqlite3', 'electron-updater'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      // A sandboxed preload is CommonJS and can require nothing but electron: everything else goes in.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: join(projectDir, 'src-main/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: rendererConfig,
});
