/**
 * Electron's place: takes Electron's command line (`electron [-r FILE] [--switch …] APP [arguments]`), loads the app's
 * built main script in this Node and shows its window in Chromium.
 */
import { readFileSync, statSync } from 'node:fs';
import inspector from 'node:inspector';
import { createRequire, registerHooks } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

// Node 24 warns of nothing here, but colours would hide the two lines that Playwright waits for.
process.env['FORCE_COLOR'] = '0';
const moduleUrl = new URL('./module.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: moduleUrl, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});

const args = process.argv.slice(2);
process.argv = [process.env['STAND_IN_EXECUTABLE'] ?? process.execPath, ...args];
const { tokens } = parseArgs({
  args,
  strict: false,
  tokens: true,
  allowPositionals: true,
  options: { require: { type: 'string', short: 'r', multiple: true } },
});
const appAt = tokens.findIndex(({ kind }) => kind === 'positional');
const own = tokens.slice(0, appAt);
const given = tokens[appAt];
if (given?.kind !== 'positional') throw new Error('which app? electron [--switch …] FOLDER [arguments]');

const { app, host } = await import('./app.ts');
const { startChromium } = await import('./chromium.ts');
const appPath = statSync(given.value).isDirectory() ? resolve(given.value) : dirname(resolve(given.value));
host.setAppPath(appPath);
process.on('SIGTERM', () => app.quit());
process.on('SIGINT', () => app.quit());

const switches: string[] = [];
const require = createRequire(import.meta.url);
for (const token of own) {
  if (token.kind !== 'option') continue;
  if (token.name === 'inspect') inspector.open(0);
  else if (token.name === 'require') require(resolve(token.value ?? ''));
  else switches.push(token.value === undefined ? token.rawName : `${token.rawName}=${token.value}`);
}

const manifest = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8')) as { main: string };
await import(pathToFileURL(join(appPath, manifest.main)).href);
if (!host.ended()) {
  const chromium = startChromium({
    profileDir: app.getPath('sessionData'),
    switches: [...switches, ...host.switches()],
  });
  await chromium.cdp.browser.send('Target.setDiscoverTargets', { discover: true });
  host.ready(chromium);
}
