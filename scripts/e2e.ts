/** `npm run e2e [-- Playwright's arguments]`: builds the screen, finds a Chromium, drives the real thing. */
import { needNode } from './lib/need-node.ts';

needNode();
const { ensureAppBuilt } = await import('./lib/build-app.ts');
const { ensureRendererBuilt } = await import('./lib/build-renderer.ts');
const { findChromium } = await import('./lib/find-chromium.ts');
const { installChromium, missingChromium, thisMachine } = await import('./lib/install-chromium.ts');
const { runNode, tool } = await import('./lib/run.ts');

async function main(): Promise<number> {
  const machine = thisMachine();
  const wished = process.env['CHROMIUM_PATH'];
  const complete = findChromium(process.env) !== null && machine.chineseFonts;
  if (!complete && !wished && machine.debian && machine.root) await installChromium();
  const chromium = findChromium(process.env);
  if (chromium === null) {
    console.error(missingChromium(machine, wished));
    return 1;
  }
  await ensureRendererBuilt();
  // Once, before the workers: two that built the desktop app at a time would pull it from under each other.
  const files = process.argv.slice(2).filter((arg) => !arg.startsWith('-'));
  if (files.length === 0 || files.some((file) => file.includes('electron'))) await ensureAppBuilt();
  // The configuration reads it: it must not search again and find another.
  const env = { CHROMIUM_PATH: chromium };
  return await runNode([tool('@playwright/test/cli.js'), 'test', ...process.argv.slice(2)], env);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
