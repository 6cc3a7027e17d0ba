/**
 * Runs in the page's isolated world before the page: gives the preload its `require('electron')` and a `window` whose
 * origin reads as Electron's would. It is sent to Chromium as text (`toString`), so it may use nothing from outside.
 */
/// <reference lib="dom" />
import type Electron from 'electron';
import type { Parcel } from './message-port.ts';

export interface WorldSetup {
  /** The function that sends to the main process. */
  readonly binding: string;
  /** The function that the main process calls. */
  readonly receiver: string;
  /** The app's own ones: `https://host.scheme.invalid` reads as `scheme://host`. */
  readonly schemes: readonly string[];
}

export type FromPage =
  | { readonly type: 'ipc'; readonly channel: string; readonly message: Parcel; readonly ports: string[] }
  | { readonly type: 'port'; readonly id: string; readonly message: Parcel }
  | { readonly type: 'port-closed'; readonly id: string };

export type ToPage = Exclude<FromPage, { type: 'ipc' }>;

type Preload = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  window: Window,
  location: unknown,
) => void;

export function preloadWorld(setup: WorldSetup, preload: Preload): void {
  const { binding, receiver, schemes } = setup;
  // Electron loads the preload in the top frame only (`nodeIntegrationInSubFrames` is off).
  if (window.top !== window) return;
  const ports = new Map<string, MessagePort>();
  const world = globalThis as unknown as Record<string, (message: unknown) => void>;
  const send = (message: FromPage) => world[binding]?.(JSON.stringify(message));

  function pack(value: unknown): Parcel {
    if (!(value instanceof ArrayBuffer || ArrayBuffer.isView(value)))
      return { json: JSON.stringify(value ?? null) };
    const bytes =
      value instanceof ArrayBuffer
        ? new Uint8Array(value)
        : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return { bytes: btoa(text) };
  }
  function unpack(parcel: Parcel): unknown {
    if ('json' in parcel) return JSON.parse(parcel.json);
    return Uint8Array.from(atob(parcel.bytes), (char) => char.charCodeAt(0));
  }

  function take(port: MessagePort): string {
    const id = crypto.randomUUID();
    ports.set(id, port);
    port.addEventListener('message', ({ data }) => send({ type: 'port', id, message: pack(data) }));
    port.addEventListener('close', () => {
      if (ports.delete(id)) send({ type: 'port-closed', id });
    });
    port.start();
    return id;
  }

  world[receiver] = (message) => {
    const told = message as ToPage;
    const port = ports.get(told.id);
    if (told.type === 'port') port?.postMessage(unpack(told.message));
    else if (ports.delete(told.id)) port?.close();
  };

  const ipcRenderer: Pick<Electron.IpcRenderer, 'postMessage'> = {
    postMessage(channel, message, transfer = []) {
      send({ type: 'ipc', channel, message: pack(message), ports: transfer.map(take) });
    },
  };

  function toApp(origin: string): string {
    const [, name = '', scheme = ''] = /^https:\/\/(.*)\.(.*)\.invalid$/.exec(origin) ?? [];
    return schemes.includes(scheme) ? `${scheme}://${name}` : origin;
  }
  /** `value` with some properties answered otherwise; methods stay bound to it. */
  function seen<T extends object>(value: T, others: Record<string, unknown>): T {
    return new Proxy(value, {
      get(target, key) {
        if (typeof key === 'string' && key in others) return others[key];
        const own: unknown = Reflect.get(target, key, target);
        return typeof own === 'function' ? own.bind(target) : own;
      },
    });
  }
  const location = seen(window.location, { origin: toApp(window.location.origin) });
  const facade: Window = seen<Window>(window, {
    location,
    addEventListener(type: string, listener: (event: Event) => void) {
      window.addEventListener(type, (event) => {
        if (!(event instanceof MessageEvent)) return listener(event);
        const source = event.source === window ? facade : event.source;
        listener(seen(event, { source, origin: toApp(event.origin) }));
      });
    },
    postMessage(data: unknown, origin: string, transfer: Transferable[] = []) {
      window.postMessage(data, origin === location.origin ? window.location.origin : origin, transfer);
    },
  });

  const module = { exports: {} };
  const require = (name: string) => {
    if (name === 'electron') return { ipcRenderer };
    throw new Error(`module not found: ${name}`);
  };
  preload(require, module, module.exports, facade, location);
}
