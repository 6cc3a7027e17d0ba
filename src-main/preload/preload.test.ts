import type { IpcRenderer } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const ORIGIN = 'app://livedesk';

/** The page's window: a real event target that records what the preload posts into it. */
class FakeWindow extends EventTarget {
  readonly posted: { data: unknown; origin: string; ports: readonly MessagePort[] }[] = [];
  postMessage(data: unknown, origin: string, ports: readonly MessagePort[]): void {
    this.posted.push({ data, origin, ports });
  }
  receive(data: unknown, from: { source?: unknown; origin?: string } = {}): void {
    const event = new Event('message');
    this.dispatchEvent(Object.assign(event, { data, source: this, origin: ORIGIN, ...from }));
  }
}

let page: FakeWindow;
let sent: unknown[][];

beforeEach(async () => {
  page = new FakeWindow();
  sent = [];
  vi.resetModules();
  vi.stubGlobal('window', page);
  vi.stubGlobal('location', { origin: ORIGIN });
  const ipcRenderer = {
    postMessage: (...args) => void sent.push(args),
  } satisfies Pick<IpcRenderer, 'postMessage'>;
  // Anything else of Electron is missing: touching it would throw.
  vi.doMock('electron', () => ({ ipcRenderer }));
  await import('./index.ts');
});
afterEach(() => {
  vi.unstubAllGlobals();
  for (const { ports } of page.posted) for (const port of ports) port.close();
});

describe('preload', () => {
  it('does nothing until it is asked', () => {
    expect(sent).toEqual([]);
    expect(page.posted).toEqual([]);
  });

  it('hands over one port and nothing else, connected to the main process', async () => {
    page.receive({ type: 'livedesk:connect' });
    expect(page.posted).toEqual([
      { data: { type: 'livedesk:port' }, origin: ORIGIN, ports: [expect.any(MessagePort)] },
    ]);
    expect(sent).toEqual([['livedesk:port', null, [expect.any(MessagePort)]]]);
    const ours = page.posted[0]?.ports[0];
    const [mains] = (sent[0]?.[2] ?? []) as MessagePort[];
    const heard = new Promise((resolve) => mains?.addEventListener('message', ({ data }) => resolve(data)));
    mains?.start();
    ours?.postMessage('hello');
    expect(await heard).toBe('hello');
  });

  it('may be asked again, and gives another port', () => {
    page.receive({ type: 'livedesk:connect' });
    page.receive({ type: 'livedesk:connect' });
    expect(sent).toHaveLength(2);
    expect(page.posted[0]?.ports[0]).not.toBe(page.posted[1]?.ports[0]);
  });

  it('hears nobody else', () => {
    page.receive({ type: 'livedesk:connect' }, { source: new FakeWindow() });
    page.receive({ type: 'livedesk:connect' }, { origin: 'https://evil.example' });
    page.receive({ type: 'livedesk:port' });
    page.receive('livedesk:connect');
    page.receive(null);
    vi.stubGlobal('location', { origin: 'https://evil.example' });
    page.receive({ type: 'livedesk:connect' });
    expect(sent).toEqual([]);
    expect(page.posted).toEqual([]);
  });
});
