/**
 * A stand-in for the `electron` module in unit tests: `vi.mock('electron', () => fake.module)`. It records what the
 * host asks of Electron, in order, and lets a test raise Electron's events. Each part is typed against Electron's own
 * types, so that the host cannot call what is not there.
 */
import { EventEmitter } from 'node:events';
import type Electron from 'electron';

/** Typed by what the host uses; anything else is missing and would fail loudly. */
type Part<T, K extends keyof T> = Pick<T, K>;

export interface FakeState {
  readonly calls: string[];
  lock: boolean;
  locale: string;
  answer: number;
  readonly asked: Electron.MessageBoxOptions[];
  readonly opened: string[];
  readonly windows: FakeWindow[];
  schemes: Electron.CustomScheme[];
  handler: ((request: Request) => Response | Promise<Response>) | null;
  permissionRequest: Parameters<Electron.Session['setPermissionRequestHandler']>[0];
  permissionCheck: Parameters<Electron.Session['setPermissionCheckHandler']>[0];
  devicePermission: Parameters<Electron.Session['setDevicePermissionHandler']>[0];
}

export class FakeContents extends EventEmitter {
  openHandler: ((details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse) | null = null;
  readonly mainFrame = { url: 'app://livedesk/', parent: null };
  reloads = 0;
  setWindowOpenHandler(
    handler: (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse,
  ): void {
    this.openHandler = handler;
  }
  reload(): void {
    this.reloads += 1;
  }
}

export class FakeWindow extends EventEmitter {
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents = new FakeContents();
  readonly did: string[] = [];
  minimized = false;
  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }
  async loadURL(url: string): Promise<void> {
    this.did.push(`load ${url}`);
  }
  show(): void {
    this.did.push('show');
  }
  focus(): void {
    this.did.push('focus');
  }
  restore(): void {
    this.did.push('restore');
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  isDestroyed(): boolean {
    return false;
  }
}

export function fakeElectron(userData: string, appPath: string) {
  const state: FakeState = {
    calls: [],
    lock: true,
    locale: 'zh-CN',
    answer: 0,
    asked: [],
    opened: [],
    windows: [],
    schemes: [],
    handler: null,
    permissionRequest: null,
    permissionCheck: null,
    devicePermission: null,
  };
  const call = (name: string) => state.calls.push(name);
  const paths = new Map([['userData', userData]]);
  const appEvents = new EventEmitter();

  const app = {
    isPackaged: false as boolean,
    getVersion: () => '0.1.0',
    getLocale: () => state.locale,
    getAppPath: () => appPath,
    getPath: (name) => paths.get(name) ?? '',
    setPath: (name, path) => {
      call(`setPath ${name}`);
      paths.set(name, path);
    },
    requestSingleInstanceLock: () => {
      call('lock');
      return state.lock;
    },
    enableSandbox: () => void call('enableSandbox'),
    whenReady: async () => void call('ready'),
    setAboutPanelOptions: () => undefined,
    quit: () => void call('quit'),
    exit: (code) => void call(`exit ${code}`),
  } satisfies Part<
    Electron.App,
    | 'isPackaged'
    | 'getVersion'
    | 'getLocale'
    | 'getAppPath'
    | 'getPath'
    | 'setPath'
    | 'requestSingleInstanceLock'
    | 'enableSandbox'
    | 'whenReady'
    | 'setAboutPanelOptions'
    | 'quit'
    | 'exit'
  >;

  const protocol = {
    registerSchemesAsPrivileged: (schemes) => {
      call('registerSchemes');
      state.schemes = schemes;
    },
    handle: (scheme, handler) => {
      call(`handle ${scheme}`);
      state.handler = handler;
    },
  } satisfies Part<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>;

  const defaultSession = {
    setPermissionRequestHandler: (handler) => {
      state.permissionRequest = handler;
    },
    setPermissionCheckHandler: (handler) => {
      state.permissionCheck = handler;
    },
    setDevicePermissionHandler: (handler) => {
      state.devicePermission = handler;
    },
  } satisfies Part<
    Electron.Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >;

  const shell = {
    openExternal: async (url) => void state.opened.push(url),
  } satisfies Part<Electron.Shell, 'openExternal'>;

  const safeStorage = {
    isEncryptionAvailable: () => true,
    encryptString: (text) => Buffer.from(`sealed:${text}`),
    decryptString: (sealed) => sealed.toString().slice('sealed:'.length),
    getSelectedStorageBackend: () => 'gnome_libsecret',
  } satisfies Part<
    Electron.SafeStorage,
    'isEncryptionAvailable' | 'encryptString' | 'decryptString' | 'getSelectedStorageBackend'
  >;

  const powerSaveBlocker = {
    start: () => {
      call('awake');
      return 7;
    },
    stop: () => {
      call('asleep');
      return true;
    },
  } satisfies Part<Electron.PowerSaveBlocker, 'start' | 'stop'>;

  const dialog = {
    showMessageBox: async (_window: unknown, options: Electron.MessageBoxOptions) => {
      state.asked.push(options);
      return { response: state.answer, checkboxChecked: false };
    },
    showErrorBox: (_title: string, content: string) => void call(`error box ${content}`),
  };

  const Menu = {
    buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
    setApplicationMenu: () => void call('menu'),
  };

  class BrowserWindow extends FakeWindow {
    constructor(options: Electron.BrowserWindowConstructorOptions) {
      super(options);
      call('window');
      state.windows.push(this);
      appEvents.emit('web-contents-created', {}, this.webContents);
    }
  }

  const ipcMain = new EventEmitter();
  const powerMonitor = new EventEmitter();
  return {
    state,
    appEvents,
    ipcMain,
    powerMonitor,
    module: {
      app: Object.assign(appEvents, app),
      BrowserWindow,
      dialog,
      ipcMain,
      Menu,
      powerMonitor,
      powerSaveBlocker,
      protocol,
      safeStorage,
      session: { defaultSession },
      shell,
    },
  };
}
