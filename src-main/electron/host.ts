/** The Electron host: puts the window, the page's scheme, the guards and the desk together, in the order that counts. */
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  session,
  shell,
} from 'electron';
import { systemClock } from '#shared/sync/clock.ts';
import { uuidIds } from '#shared/sync/ids.ts';
import type { DeskLog, DeskPorts } from '../desk/ports.ts';
import { createRendererFiles } from '../web/renderer-files.ts';
import { startExitCode } from '../web/start-failure.ts';
import { registerAppScheme, serveAppScheme } from './app-scheme.ts';
import { type PortServer, serveDeskPort } from './desk-port.ts';
import { denyPermissions, guardAllContents } from './guards.ts';
import { createHostLog } from './host-log.ts';
import { type HostOptions, type HostPaths, hostPaths, readHostOptions } from './host-options.ts';
import { keepAwakeWhileLive, type RunWatch } from './keep-awake.ts';
import { menuTemplate } from './menu.ts';
import { quitInOrder } from './quit.ts';
import { createSecrets } from './secrets.ts';
import { startUpdates } from './updates.ts';
import { focusWindow, showMainWindow, windowOptions } from './window.ts';
import { failureWords, type HostWords, hostWords } from './words.ts';

/** A started desk, as this host needs it. */
export interface HostedDesk {
  readonly server: PortServer;
  readonly runs: RunWatch;
  unsentCount(): number;
  woke(): void;
  close(): Promise<void>;
}

export interface HostSetup {
  startDesk(ports: DeskPorts): Promise<HostedDesk>;
  checkFile(workerFile: string): DeskPorts['checkFile'];
  ownHub(workerFile: string, onFailure: (error: Error) => void): DeskPorts['startOwnHub'];
}

interface Ground {
  readonly options: HostOptions;
  readonly paths: HostPaths;
  readonly dataDir: string;
  readonly words: HostWords;
  readonly log: DeskLog;
}

/** What Electron demands before it is ready. False if another process has this profile: that one was brought up. */
function claimProfile(options: HostOptions): boolean {
  if (options.dataDir !== null) app.setPath('userData', options.dataDir);
  // Chromium's files apart from the desk's, so that a profile's folder can be read.
  app.setPath('sessionData', join(app.getPath('userData'), 'chromium'));
  if (!app.requestSingleInstanceLock()) return false;
  app.enableSandbox();
  registerAppScheme(protocol);
  return true;
}

async function startDesk(
  { startDesk: start, ownHub, checkFile }: HostSetup,
  ground: Ground,
): Promise<HostedDesk> {
  const { options, paths, dataDir, log } = ground;
  const { platform } = process;
  return await start({
    host: 'electron',
    version: app.getVersion(),
    dataDir,
    resourcesDir: paths.resourcesDir,
    rendererDir: paths.rendererDir,
    demo: options.demo,
    remoteHub: options.remoteHub,
    clock: systemClock,
    ids: uuidIds,
    secrets: await createSecrets({ safeStorage, platform, file: join(dataDir, 'secrets.json'), log }),
    log,
    checkFile: checkFile(paths.checkWorkerFile),
    startOwnHub: ownHub(paths.hubWorkerFile, (error) =>
      log.error('the own hub stopped and is being started again', error),
    ),
  });
}

function openWindow({ paths, words }: Ground): BrowserWindow {
  const devTools = !app.isPackaged;
  app.setAboutPanelOptions({ applicationName: 'Livedesk', applicationVersion: app.getVersion() });
  const mac = process.platform === 'darwin';
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ words, mac, devTools })));
  return new BrowserWindow(windowOptions({ preloadFile: paths.preloadFile, devTools }));
}

/** Resolves when the window shows its page and the desk runs, or when the app has given up and is leaving. */
export async function startHost(setup: HostSetup): Promise<void> {
  const options = readHostOptions(process.argv.slice(app.isPackaged ? 1 : 2));
  if (!claimProfile(options)) {
    app.quit();
    return;
  }
  let window: BrowserWindow | null = null;
  app.on('second-instance', () => focusWindow(window));
  const dataDir = app.getPath('userData');
  const log = createHostLog(dataDir);
  guardAllContents(app, (url) => {
    shell.openExternal(url).catch((error: unknown) => log.error('could not open a link', error));
  });

  await app.whenReady();
  const paths = hostPaths(app.getAppPath(), process.resourcesPath, app.isPackaged);
  const words = hostWords(app.getLocale());
  const ground: Ground = { options, paths, dataDir, words, log };
  denyPermissions(session.defaultSession);
  serveAppScheme(protocol, createRendererFiles(paths.rendererDir));

  // The desk starts while the page loads; the port holds back what the page asks meanwhile.
  const starting = startDesk(setup, ground);
  let desk: HostedDesk | undefined;
  const opened = openWindow(ground);
  window = opened;
  serveDeskPort({
    ipcMain,
    page: opened.webContents,
    server: starting.then(({ server }) => server),
    log,
  });
  quitInOrder({ app, dialog, window: opened, desk: () => desk, words, log });
  try {
    [desk] = await Promise.all([starting, showMainWindow(opened, log)]);
  } catch (error) {
    log.error('could not start', error);
    dialog.showErrorBox(words.startFailed, failureWords(error, app.getLocale()));
    app.exit(startExitCode(error));
    return;
  }
  const closing = new AbortController();
  app.on('will-quit', () => closing.abort());
  powerMonitor.on('resume', desk.woke);
  keepAwakeWhileLive(desk.runs, powerSaveBlocker, closing.signal).catch((error: unknown) => {
    if (!closing.signal.aborted) log.error('no longer keeps the machine awake', error);
  });
  await startUpdates(app.isPackaged, process.resourcesPath, log);
}
