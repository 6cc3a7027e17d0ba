/** `app`: the order in which things start and end. */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type Electron from 'electron';
import type { Chromium } from './chromium.ts';
import { takeProfile } from './single-instance.ts';

/** Electron's events that can be stopped. */
export function stoppable<T extends object>(details: T) {
  return {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}

interface Closable {
  /** False if somebody stopped it. */
  close(): boolean;
  /** Chromium is gone, and the window with it. */
  markClosed(): void;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
}

const config = process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
const paths = new Map<string, string>();
const switches: string[] = [];
const windows = new Set<Closable>();
let appPath = process.cwd();
let chromium: Chromium | null = null;
let quitting = false;
let ended = false;
const becameReady = Promise.withResolvers<void>();
let ready = false;

const manifest = () => JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8')) as Manifest;

async function end(code: number): Promise<void> {
  if (ended) return;
  ended = true;
  app.emit('quit', {}, code);
  await chromium?.close();
  process.exit(code);
}

function closeInOrder(): void {
  for (const window of [...windows]) {
    if (window.close()) continue;
    quitting = false;
    return;
  }
  if (windows.size === 0) allClosed();
}

/** The last window of an app that quits is gone. */
function allClosed(): void {
  const leaving = stoppable({});
  app.emit('will-quit', leaving);
  if (leaving.defaultPrevented) quitting = false;
  else void end(0);
}

const parts = {
  name: 'livedesk',
  isPackaged: false as boolean,
  commandLine: {
    appendSwitch: (name, value) => void switches.push(value ? `--${name}=${value}` : `--${name}`),
    appendArgument: (value) => void switches.push(value),
    getSwitchValue: () => '',
    hasSwitch: (name) => switches.some((given) => given === `--${name}` || given.startsWith(`--${name}=`)),
    removeSwitch: () => undefined,
  } satisfies Electron.CommandLine,
  getVersion: () => manifest().version,
  getAppPath: () => appPath,
  getLocale: () =>
    (process.env['LANGUAGE'] ?? process.env['LANG'] ?? 'en').replace(/[.:].*/, '').replace('_', '-'),
  getPath(name): string {
    const known = paths.get(name);
    if (known !== undefined) return known;
    if (name === 'userData') return join(config, manifest().name);
    if (name === 'sessionData') return app.getPath('userData');
    throw new Error(`the stand-in knows no path for ${name}`);
  },
  setPath: (name, path) => void paths.set(name, path),
  isReady: () => ready,
  whenReady: () => becameReady.promise,
  requestSingleInstanceLock: (): boolean =>
    takeProfile(app.getPath('userData'), ({ argv, cwd }) => app.emit('second-instance', {}, argv, cwd, null)),
  enableSandbox() {
    if (ready) throw new Error('app.enableSandbox() can only be called before app is ready');
  },
  setAboutPanelOptions: () => undefined,
  quit() {
    if (quitting || ended) return;
    const leaving = stoppable({});
    app.emit('before-quit', leaving);
    if (leaving.defaultPrevented) return;
    quitting = true;
    closeInOrder();
  },
  exit: (code) => void end(code ?? 0),
} satisfies Partial<Electron.App>;

export const app = Object.assign(new EventEmitter(), parts);

export const host = {
  chromium(): Chromium {
    if (chromium === null) throw new Error('app is not ready');
    return chromium;
  },
  setAppPath: (path: string) => {
    appPath = path;
  },
  switches: () => [...switches],
  ended: () => ended,
  /** Electron has loaded the main script and Chromium runs. */
  ready(started: Chromium): void {
    chromium = started;
    void started.gone.then(() => {
      for (const window of [...windows]) window.markClosed();
    });
    ready = true;
    app.emit('ready', {}, {});
    becameReady.resolve();
  },
  opened: (window: Closable) => void windows.add(window),
  closed(window: Closable): void {
    if (!windows.delete(window) || windows.size > 0 || ended) return;
    if (quitting) allClosed();
    else if (!app.emit('window-all-closed')) app.quit();
  },
};
