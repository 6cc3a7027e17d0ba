/** How the screen is built, once for all ways to it: electron-vite (`npm run build`) and ensureRendererBuilt(). */
import { join } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { PluginOption } from 'vite';
import { projectDir } from './run.ts';

export const rendererRoot = join(projectDir, 'src-renderer');
export const rendererOutDir = join(projectDir, 'out', 'renderer');

/**
 * electron-vite sets `base` to './', which breaks below a path such as /show/1. Both hosts serve from the root.
 * A config hook of a later plugin has the last word.
 */
const servedFromRoot: PluginOption = { name: 'livedesk:served-from-root', config: () => ({ base: '/' }) };

export const rendererConfig = {
  root: rendererRoot,
  plugins: [react(), tailwindcss(), servedFromRoot],
  build: {
    outDir: rendererOutDir,
    emptyOutDir: true,
    // Electron 45 is Chromium 152; the browser host and Debian's Chromium may be a little older.
    target: 'chrome130',
    minify: true,
    // The strict policy has no place for what vite would put inline.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // ECharts alone is past vite's default; the page comes from this machine.
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: { index: join(rendererRoot, 'index.html'), host: join(rendererRoot, 'host.html') },
    },
  },
};
