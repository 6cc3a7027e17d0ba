/**
 * What `import … from 'electron'` gives inside the stand-in: exactly what the app and Playwright use. Anything else is
 * not exported, so that importing it fails when the app starts.
 */
import { EventEmitter } from 'node:events';
import type Electron from 'electron';

export { app } from './app.ts';
export { BrowserWindow, webContents } from './browser-window.ts';
export { ipcMain } from './ipc-main.ts';
export { session } from './permissions.ts';
export { safeStorage } from './safe-storage.ts';
export { protocol } from './scheme.ts';

/** Nobody sits before the stand-in: a test puts its own answer in place, without one nothing is agreed to. */
export const dialog = {
  async showMessageBox(...args: [unknown, Electron.MessageBoxOptions?]) {
    const options = args[1] ?? (args[0] as Electron.MessageBoxOptions);
    console.error(`the stand-in was asked: ${options.message}`);
    return { response: options.cancelId ?? 0, checkboxChecked: false };
  },
  showErrorBox: (title, content) => console.error(`${title}: ${content}`),
} satisfies Pick<Electron.Dialog, 'showErrorBox'> & {
  showMessageBox(...args: [unknown, Electron.MessageBoxOptions?]): Promise<Electron.MessageBoxReturnValue>;
};

/** Opens nothing: a test puts its own in place. */
export const shell = {
  openExternal: async (url) => console.error(`the stand-in would open ${url}`),
} satisfies Pick<Electron.Shell, 'openExternal'>;

/** This machine never sleeps; a test may say that it did. */
export const powerMonitor = new EventEmitter();

const blockers = new Set<number>();
let lastBlocker = -1;
export const powerSaveBlocker = {
  start() {
    lastBlocker += 1;
    blockers.add(lastBlocker);
    return lastBlocker;
  },
  stop: (id) => blockers.delete(id),
  isStarted: (id) => blockers.has(id),
} satisfies Pick<Electron.PowerSaveBlocker, 'start' | 'stop' | 'isStarted'>;

/** There is no menu bar: keys of the menu do nothing here. */
export const Menu = {
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => ({ items: template }),
  setApplicationMenu: () => undefined,
};
