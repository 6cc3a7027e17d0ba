/** A page: a target of Chromium, its own scheme, its guards, its preload and its ports. */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type Electron from 'electron';
import { host, stoppable } from './app.ts';
import type { CdpSession, Protocol } from './cdp.ts';
import { ipcMain } from './ipc-main.ts';
import { BridgedPort, unpack } from './message-port.ts';
import { permissionSettings } from './permissions.ts';
import { type FromPage, preloadWorld, type ToPage, type WorldSetup } from './preload-world.ts';
import { answer, schemes, toAppUrl, toPageUrl } from './scheme.ts';

const WORLD = 'Electron Isolated Context';
const [BINDING, RECEIVER] = ['__standInSend', '__standInReceive'];
/** Popups are refused before they exist; the page keeps every other right. */
const NO_POPUPS =
  'sandbox allow-scripts allow-same-origin allow-forms allow-modals allow-downloads allow-pointer-lock';

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];
type Implemented =
  | 'setWindowOpenHandler'
  | 'loadURL'
  | 'reload'
  | 'getURL'
  | 'isDestroyed'
  | 'close'
  | 'forcefullyCrashRenderer';

export interface PageSetup {
  readonly width: number;
  readonly height: number;
  readonly preload: string;
}

function worldSource(preload: string): string {
  const setup: WorldSetup = { binding: BINDING, receiver: RECEIVER, schemes: schemes() };
  const body = `function (require, module, exports, window, location) {${preload}\n}`;
  return `(${preloadWorld.toString()})(${JSON.stringify(setup)}, ${body})`;
}

export class PageContents extends EventEmitter implements Pick<Electron.WebContents, Implemented> {
  targetId = '';
  readonly #setup: PageSetup;
  readonly #started: Promise<CdpSession>;
  readonly #ports = new Map<string, BridgedPort>();
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  #mainFrame = '';
  #context = 0;
  #url = '';
  #asked = '';
  #destroyed = false;

  constructor(setup: PageSetup) {
    super();
    this.#setup = setup;
    this.#started = this.#start();
    this.#started.catch((error: unknown) => {
      if (!host.ended()) console.error('the stand-in could not open a page', error);
    });
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }
  getURL(): string {
    return this.#url;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }

  async loadURL(url: string): Promise<void> {
    const session = await this.#started;
    this.#asked = url;
    const loaded = new Promise((resolve) => this.once('did-finish-load', resolve));
    const { errorText } = await session.send('Page.navigate', { url: toPageUrl(url) });
    if (errorText) throw new Error(`${errorText} loading '${url}'`);
    await loaded;
  }

  reload(): void {
    void this.#started.then((session) => session.send('Page.reload')).catch(() => undefined);
  }

  forcefullyCrashRenderer(): void {
    void this.#started.then((session) => session.send('Page.crash')).catch(() => undefined);
  }

  close(): void {
    void host
      .chromium()
      .cdp.browser.send('Target.closeTarget', { targetId: this.targetId })
      .catch(() => undefined);
  }

  /** The target is gone. */
  end(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#closePorts();
    this.emit('destroyed');
  }

  async #start(): Promise<CdpSession> {
    const { cdp } = host.chromium();
    const { width, height, preload } = this.#setup;
    const { targetId } = await cdp.browser.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    });
    this.targetId = targetId;
    this.emit('created', targetId);
    this.#mainFrame = targetId;
    const { sessionId } = await cdp.browser.send('Target.attachToTarget', { targetId, flatten: true });
    const session = cdp.session(sessionId);
    session.on('Fetch.requestPaused', (paused) => void this.#request(session, paused).catch(() => undefined));
    session.on('Page.windowOpen', ({ url, windowName }) => this.#windowOpen(url, windowName));
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) this.#url = toAppUrl(frame.url);
    });
    session.on('Page.loadEventFired', () => this.#loaded());
    cdp.browser.on('Target.targetDestroyed', (gone) => {
      if (gone.targetId === targetId) this.end();
    });
    session.on('Inspector.targetCrashed', () => {
      this.#closePorts();
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    });
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = context.auxData as { frameId?: string };
      if (context.name !== WORLD || frameId !== this.#mainFrame) return;
      this.#closePorts();
      this.#context = context.id;
    });
    session.on('Runtime.executionContextsCleared', () => this.#closePorts());
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === BINDING && executionContextId === this.#context)
        this.#fromPage(session, JSON.parse(payload) as FromPage);
    });
    const source = worldSource(readFileSync(preload, 'utf8'));
    await Promise.all([
      session.send('Page.enable'),
      session.send('Inspector.enable'),
      session.send('Runtime.enable'),
      session.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: WORLD }),
      session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
      ...permissionSettings().map((setting) => cdp.browser.send('Browser.setPermission', setting)),
    ]);
    return session;
  }

  #loaded(): void {
    if (this.#url === 'about:blank' || this.#url === '') return;
    this.emit('did-finish-load');
  }

  #windowOpen(url: string, frameName: string): void {
    const features = {
      features: '',
      disposition: 'foreground-tab',
      referrer: { url: '', policy: 'no-referrer' },
    } as const;
    const { action } = this.#openHandler({ url, frameName, ...features });
    if (action !== 'deny') throw new Error('the stand-in opens no further windows');
  }

  /** False if the app stopped it. */
  #mayNavigate(url: string, isMainFrame: boolean): boolean {
    if (url === this.#asked) {
      this.#asked = '';
      return true;
    }
    const details = stoppable({ url, isMainFrame, isSameDocument: false });
    this.emit('will-frame-navigate', details);
    if (isMainFrame) this.emit('will-navigate', details);
    return !details.defaultPrevented;
  }

  async #request(session: CdpSession, paused: Protocol.Fetch.requestPausedPayload): Promise<void> {
    const { requestId, request, resourceType, frameId } = paused;
    const url = toAppUrl(request.url);
    const isMainFrame = frameId === this.#mainFrame;
    const navigation = resourceType === 'Document';
    if (navigation && !this.#mayNavigate(url, isMainFrame)) {
      await session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      return;
    }
    const response = await answer(url, request.method, request.headers);
    if (response === null) {
      await session.send('Fetch.continueRequest', { requestId });
      return;
    }
    const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value }));
    if (navigation && isMainFrame)
      responseHeaders.push({ name: 'content-security-policy', value: NO_POPUPS });
    await session.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders,
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    });
  }

  #fromPage(session: CdpSession, message: FromPage): void {
    if (message.type === 'port') this.#ports.get(message.id)?.receive(message.message);
    if (message.type === 'port-closed') {
      this.#ports.get(message.id)?.end();
      this.#ports.delete(message.id);
    }
    if (message.type !== 'ipc') return;
    const ports = message.ports.map((id) => this.#port(session, id));
    const senderFrame = {
      url: this.#url,
      origin: this.#url.replace(/^(\w+:\/\/[^/]*).*/, '$1'),
      parent: null,
    };
    ipcMain.emit(message.channel, { sender: this, senderFrame, ports }, unpack(message.message));
  }

  #port(session: CdpSession, id: string): BridgedPort {
    const contextId = this.#context;
    const tell = (message: ToPage) => {
      const expression = `${RECEIVER}(${JSON.stringify(message)})`;
      session.send('Runtime.evaluate', { contextId, expression }).catch(() => undefined);
    };
    const port = new BridgedPort({
      send: (message) => tell({ type: 'port', id, message }),
      closed: () => {
        this.#ports.delete(id);
        tell({ type: 'port-closed', id });
      },
    });
    this.#ports.set(id, port);
    return port;
  }

  #closePorts(): void {
    const ports = [...this.#ports.values()];
    this.#ports.clear();
    for (const port of ports) port.end();
  }
}
