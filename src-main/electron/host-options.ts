/** The command line of the desktop app, as `npm start -- …` and a packaged app's shortcut give it. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface HostOptions {
  readonly demo: boolean;
  /** Profile folder; null = the system's place for this app. */
  readonly dataDir: string | null;
  readonly remoteHub: { readonly url: string; readonly invite: string | null } | null;
}

/** `argv` without the executable and, when not packaged, the app's folder. Chromium's own switches are passed over. */
export function readHostOptions(argv: readonly string[]): HostOptions {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: {
      demo: { type: 'boolean' },
      data: { type: 'string' },
      hub: { type: 'string' },
      invite: { type: 'string' },
    },
  });
  const text = (value: string | boolean | undefined) => (typeof value === 'string' ? value : null);
  const [data, hub] = [text(values.data), text(values.hub)];
  return {
    demo: values.demo === true,
    dataDir: data === null ? null : resolve(data),
    remoteHub: hub === null ? null : { url: hub, invite: text(values.invite) },
  };
}

export interface HostPaths {
  readonly rendererDir: string;
  readonly preloadFile: string;
  /** The hub's worker: unpacked from the asar, because a thread is started from a real file. */
  readonly hubWorkerFile: string;
  /** Looks through database files; unpacked likewise. */
  readonly checkWorkerFile: string;
  /** Holds `sample/`. */
  readonly resourcesDir: string;
}

/** `appPath` is `app.getAppPath()`: the checkout, or the asar of a packaged app. */
export function hostPaths(appPath: string, resourcesPath: string, packaged: boolean): HostPaths {
  const unpacked = packaged ? `${appPath}.unpacked` : appPath;
  return {
    rendererDir: join(appPath, 'out', 'renderer'),
    preloadFile: join(appPath, 'out', 'preload', 'index.cjs'),
    hubWorkerFile: join(unpacked, 'out', 'main', 'hub-worker.js'),
    checkWorkerFile: join(unpacked, 'out', 'main', 'check-worker.js'),
    resourcesDir: packaged ? resourcesPath : join(appPath, 'resources'),
  };
}
