/** A window: what it is told about its looks is remembered, its page is real. */
import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { app, host, stoppable } from './app.ts';
import { PageContents } from './web-contents.ts';

const open = new Map<string, BrowserWindow>();

/** Electron's defaults would be as good; what the stand-in cannot show is refused, not ignored. */
function pageOf({ width = 800, height = 600, webPreferences }: Electron.BrowserWindowConstructorOptions) {
  const { preload, sandbox, contextIsolation, nodeIntegration, webSecurity } = webPreferences ?? {};
  if (
    !preload ||
    sandbox === false ||
    contextIsolation === false ||
    nodeIntegration ||
    webSecurity === false
  ) {
    throw new Error('the stand-in shows only sandboxed, isolated pages with a preload');
  }
  return { width, height, preload };
}

type Implemented =
  | 'loadURL'
  | 'show'
  | 'hide'
  | 'focus'
  | 'minimize'
  | 'restore'
  | 'isVisible'
  | 'isFocused'
  | 'isMinimized'
  | 'isDestroyed'
  | 'destroy';

export class BrowserWindow extends EventEmitter implements Pick<Electron.BrowserWindow, Implemented> {
  static getAllWindows(): BrowserWindow[] {
    return [...open.values()];
  }
  static fromWebContents(contents: PageContents): BrowserWindow | null {
    return open.get(contents.targetId) ?? null;
  }

  readonly webContents: PageContents;
  #visible: boolean;
  #focused = false;
  #minimized = false;
  #closing = false;
  #closed = false;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.#visible = options.show !== false;
    this.webContents = new PageContents(pageOf(options));
    app.emit('web-contents-created', {}, this.webContents);
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    host.opened(this);
    this.webContents.once('created', (targetId: string) => open.set(targetId, this));
    this.webContents.once('destroyed', () => this.markClosed());
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }
  show(): void {
    this.#visible = true;
    this.focus();
  }
  hide(): void {
    this.#visible = false;
    this.#focused = false;
  }
  focus(): void {
    if (this.#visible && !this.#minimized) this.#focused = true;
  }
  minimize(): void {
    this.#minimized = true;
    this.#focused = false;
  }
  restore(): void {
    this.#minimized = false;
  }
  isVisible(): boolean {
    return this.#visible;
  }
  isFocused(): boolean {
    return this.#focused;
  }
  isMinimized(): boolean {
    return this.#minimized;
  }
  isDestroyed(): boolean {
    return this.#closed;
  }

  /** What Electron does when a person closes the window. Answers whether it goes on. */
  close(): boolean {
    if (this.#closed || this.#closing) return true;
    const closing = stoppable({});
    this.emit('close', closing);
    if (closing.defaultPrevented) return false;
    this.destroy();
    return true;
  }

  destroy(): void {
    if (this.#closed || this.#closing) return;
    this.#closing = true;
    this.webContents.close();
  }

  markClosed(): void {
    if (this.#closed) return;
    this.#closed = true;
    open.delete(this.webContents.targetId);
    this.webContents.end();
    this.emit('closed');
    host.closed(this);
  }
}

export const webContents = {
  fromDevToolsTargetId: (targetId: string) => open.get(targetId)?.webContents,
  getAllWebContents: () => [...open.values()].map((window) => window.webContents),
};
