/** A Chromium for the end-to-end tests: what the machine has, never a download of Playwright's own. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** `CHROMIUM_PATH` decides if it is set, also when it leads nowhere: a wish must not be passed over in silence. */
export function findChromium(
  env: NodeJS.ProcessEnv,
  runs: (path: string) => boolean = canRun,
): string | null {
  const wished = env['CHROMIUM_PATH'];
  if (wished) return runs(wished) ? wished : null;
  const dirs = (env['PATH'] ?? '').split(delimiter).filter((dir) => dir !== '');
  const onPath = COMMANDS.flatMap((command) => dirs.map((dir) => join(dir, command)));
  return [...onPath, ...PLACES].find(runs) ?? null;
}
