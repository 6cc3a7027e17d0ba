/** The one window: how it is made, shown again, and brought back when its renderer dies in the middle of a show. */
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import type { DeskLog } from '../desk/ports.ts';
import { APP_URL } from './app-scheme.ts';

export interface WindowSetup {
  readonly preloadFile: string;
  /** Developer tools exist only in an app that is not packaged. */
  readonly devTools: boolean;
}

export function windowOptions({ preloadFile, devTools }: WindowSetup): BrowserWindowConstructorOptions {
  return {
    width: 1440,
    height: 900,
    minWidth: 1280,
    minHeight: 800,
    show: false,
    // The dark theme's ground, so that no white flashes before the first paint.
    backgroundColor: '#0d1015',
    title: 'Livedesk',
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      devTools,
      spellcheck: false,
      // Timers of a live screen go on when another window covers it.
      backgroundThrottling: false,
    },
  };
}

type Shown = Pick<BrowserWindow, 'once' | 'show' | 'loadURL'> & {
  readonly webContents: Pick<BrowserWindow['webContents'], 'on' | 'reload'>;
};

/** A renderer that dies this often within a minute will not come back by another reload. */
const RELOADS_PER_MINUTE = 3;

export async function showMainWindow(window: Shown, log: DeskLog): Promise<void> {
  window.once('ready-to-show', () => window.show());
  const reloads: number[] = [];
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return;
    log.error('the screen stopped', new Error(`${details.reason} (${details.exitCode})`));
    const now = performance.now();
    while (reloads[0] !== undefined && now - reloads[0] > 60_000) reloads.shift();
    if (reloads.length >= RELOADS_PER_MINUTE) return;
    reloads.push(now);
    window.webContents.reload();
  });
  // It also rejects when a reload or a quit cuts the first load short: nothing to give up for.
  await window.loadURL(APP_URL).catch((error: unknown) => log.error('the screen did not load', error));
}

/** For a second start of the app: the first one comes to the front. */
export function focusWindow(
  window: Pick<BrowserWindow, 'isDestroyed' | 'isMinimized' | 'restore' | 'show' | 'focus'> | null,
): void {
  if (window === null || window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
