import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeContents } from './electron-fake.ts';
import { cancellable, type HostFixture, hostFixture, settle } from './host-fixture.ts';

let host: HostFixture;

beforeEach(async () => {
  host = await hostFixture();
});
afterEach(() => host.dispose());

describe('guards', () => {
  it('denies every permission', async () => {
    await host.start();
    const { permissionRequest, permissionCheck, devicePermission } = host.fake.state;
    const answers: unknown[] = [];
    Reflect.apply(permissionRequest ?? (() => {}), null, [
      null,
      'media',
      (granted: boolean) => answers.push(granted),
    ]);
    answers.push(
      Reflect.apply(permissionCheck ?? (() => true), null, [null, 'notifications', 'app://livedesk', {}]),
    );
    answers.push(Reflect.apply(devicePermission ?? (() => true), null, [{ deviceType: 'hid' }]));
    expect(answers).toEqual([false, false, false]);
  });

  it('opens no window, and hands only plain https links to the system', async () => {
    const { webContents } = await host.start();
    const urls = [
      'https://shop.example/item?id=1',
      'http://shop.example/',
      'https://shop.example@evil.example/',
      'file:///etc/passwd',
      'app://livedesk/',
      'javascript:alert(1)',
      'not a url',
    ];
    for (const url of urls) {
      expect(Reflect.apply(webContents.openHandler ?? (() => null), null, [{ url }])).toEqual({
        action: 'deny',
      });
    }
    expect(host.fake.state.opened).toEqual(['https://shop.example/item?id=1']);
  });

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
    'keeps the page at home on %s',
    async (name) => {
      const { webContents } = await host.start();
      const [away, lookalike, home] = [
        'https://evil.example/',
        'app://livedesk.evil/',
        'app://livedesk/',
      ].map(cancellable);
      for (const event of [away, lookalike, home]) webContents.emit(name, event);
      expect([away, lookalike, home].map((event) => event?.prevented)).toEqual([true, true, false]);
    },
  );

  it('attaches no webview and leaves certificate errors to Chromium, which refuses', async () => {
    const { webContents } = await host.start();
    const event = cancellable();
    webContents.emit('will-attach-webview', event, {}, {});
    expect(event.prevented).toBe(true);
    expect(host.fake.appEvents.listenerCount('certificate-error')).toBe(0);
  });
});

describe('the port to the desk', () => {
  class FakePort extends EventEmitter {
    readonly did: string[] = [];
    start(): void {
      this.did.push('start');
    }
    close(): void {
      this.did.push('close');
    }
  }

  const ask = (sender: FakeContents, senderFrame: unknown, ports: FakePort[]) =>
    host.fake.ipcMain.emit('livedesk:port', { sender, senderFrame, ports });

  it('serves the desk on a port of our own page, again after a reload', async () => {
    const { webContents } = await host.start();
    const [first, second] = [new FakePort(), new FakePort()];
    for (const port of [first, second]) ask(webContents, webContents.mainFrame, [port]);
    await settle();
    expect(host.upgraded).toEqual([first, second]);
    expect(first.did).toEqual(['start']);
  });

  it('refuses another page, a frame in ours, a frame that is gone, and more than one port', async () => {
    const { webContents } = await host.start();
    const { mainFrame } = webContents;
    const refused = Array.from({ length: 6 }, () => new FakePort());
    const [foreign, inner, gone, one, two, away] = refused.map((port) => [port]);
    ask(new FakeContents(), mainFrame, foreign ?? []);
    ask(webContents, { url: 'app://livedesk/', parent: mainFrame }, inner ?? []);
    ask(webContents, null, gone ?? []);
    ask(webContents, mainFrame, [...(one ?? []), ...(two ?? [])]);
    ask(webContents, mainFrame, []);
    ask(webContents, { url: 'https://evil.example/app://livedesk/', parent: null }, away ?? []);
    await settle();
    expect(host.upgraded).toEqual([]);
    for (const port of refused) expect(port.did).toEqual(['close']);
  });

  it('closes the port when the desk never came up', async () => {
    const port = new FakePort();
    await host.start(async () => {
      await settle();
      const page = host.fake.state.windows[0]?.webContents;
      if (page !== undefined) ask(page, page.mainFrame, [port]);
      throw new Error('no');
    });
    await settle();
    expect(port.did).toEqual(['close']);
  });
});
