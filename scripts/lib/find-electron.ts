/** Electron's executable, without `require('electron')`: that downloads it when it is missing. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `packageDir` is node_modules/electron. Null when there is no binary on this machine. */
export function findElectron(packageDir: string, env: NodeJS.ProcessEnv): string | null {
  const pathFile = join(packageDir, 'path.txt');
  const executable = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : null;
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const found = override
    ? join(override, executable ?? 'electron')
    : executable === null
      ? null
      : join(packageDir, 'dist', executable);
  return found !== null && existsSync(found) ? found : null;
}
