/**
 * Updates of a packaged app, only where its build named a feed: electron-builder then leaves `app-update.yml` beside
 * the asar. A found update is downloaded and installed when the person quits, never in the middle of a show.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DeskLog } from '../desk/ports.ts';

export async function startUpdates(packaged: boolean, resourcesPath: string, log: DeskLog): Promise<void> {
  if (!packaged || !existsSync(join(resourcesPath, 'app-update.yml'))) return;
  try {
    const { default: updater } = await import('electron-updater');
    const found = await updater.autoUpdater.checkForUpdates();
    await found?.downloadPromise;
  } catch (error) {
    log.error('looking for updates failed', error);
  }
}
