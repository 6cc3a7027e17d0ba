import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HostFixture, hostFixture } from './host-fixture.ts';

let host: HostFixture;

beforeEach(async () => {
  host = await hostFixture();
});
afterEach(() => host.dispose());

describe('starting', () => {
  it('claims the profile and registers its scheme before the app is ready', async () => {
    await host.start();
    const { calls, schemes } = host.fake.state;
    expect(calls.indexOf('lock')).toBeLessThan(calls.indexOf('registerSchemes'));
    expect(calls.indexOf('registerSchemes')).toBeLessThan(calls.indexOf('ready'));
    expect(calls.indexOf('enableSandbox')).toBeLessThan(calls.indexOf('ready'));
    expect(calls.indexOf('handle app')).toBeLessThan(calls.indexOf('window'));
    expect(schemes).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
      },
    ]);
  });

  it('opens one window with every lock shut', async () => {
    const window = await host.start();
    expect(host.fake.state.windows).toHaveLength(1);
    expect(window.options).toMatchObject({
      width: 1440,
      height: 900,
      minWidth: 1280,
      minHeight: 800,
      show: false,
    });
    expect(window.options.webPreferences).toEqual({
      preload: join(host.base, 'app', 'out', 'preload', 'index.cjs'),
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
      devTools: true,
      spellcheck: false,
      backgroundThrottling: false,
    });
    expect(window.did).toEqual(['load app://livedesk/']);
    window.emit('ready-to-show');
    expect(window.did).toEqual(['load app://livedesk/', 'show']);
  });

  it('has no developer tools in a packaged app', async () => {
    host.fake.module.app.isPackaged = true;
    const resources = Object.assign(process, { resourcesPath: join(host.base, 'resources') });
    const window = await host.start();
    expect(window.options.webPreferences?.devTools).toBe(false);
    expect(host.ports?.resourcesDir).toBe(resources.resourcesPath);
    expect((await host.ports?.startOwnHub({ dataDir: '', port: 0, ownerToken: '' }))?.url).toBe(
      join(`${join(host.base, 'app')}.unpacked`, 'out', 'main', 'hub-worker.js'),
    );
    expect(await host.ports?.checkFile('', AbortSignal.abort())).toEqual([
      join(`${join(host.base, 'app')}.unpacked`, 'out', 'main', 'check-worker.js'),
    ]);
  });

  it('gives the desk its ports by the command line', async () => {
    const data = join(host.base, 'elsewhere');
    process.argv = [
      'electron',
      '.',
      '--demo',
      '--data',
      data,
      '--hub',
      'https://hub.example',
      '--invite',
      'CODE',
    ];
    await host.start();
    expect(host.ports).toMatchObject({
      host: 'electron',
      version: '0.1.0',
      dataDir: data,
      resourcesDir: join(host.base, 'app', 'resources'),
      demo: true,
      remoteHub: { url: 'https://hub.example', invite: 'CODE' },
    });
  });

  it('says why when the desk does not start, and leaves', async () => {
    await host.start(async () => {
      throw new Error('the disk is full');
    });
    expect(host.fake.state.calls).toContain('error box the disk is full');
    expect(host.fake.state.calls.at(-1)).toBe('exit 1');
  });

  it('says that another console has this profile, and leaves with a status of its own', async () => {
    await host.start(async () => {
      const { ProfileInUseError } = await import('../cache/profile-lock.ts');
      throw new ProfileInUseError('/profile');
    });
    expect(host.fake.state.calls).toContainEqual(
      expect.stringMatching(/^error box 另一个 Livedesk.*（\/profile）/),
    );
    expect(host.fake.state.calls.at(-1)).toBe('exit 3');
  });

  it('says it in the language of the system where there are words for it', async () => {
    await host.start(async () => {
      const { AppError } = await import('#shared/contract/errors.ts');
      throw new AppError('auth/invite');
    });
    const { errorText } = await import('#shared/contract/errors.ts');
    expect(host.fake.state.calls).toContain(`error box ${errorText('auth/invite', {}, 'zh')}`);
  });
});

describe('single instance', () => {
  it('leaves at once when another process has the profile', async () => {
    host.fake.state.lock = false;
    await expect(host.start()).rejects.toThrow('no window');
    expect(host.fake.state.calls.at(-1)).toBe('quit');
    expect(host.fake.state.calls).not.toContain('ready');
  });

  it('brings its window to the front when started again', async () => {
    const window = await host.start();
    window.minimized = true;
    host.fake.appEvents.emit('second-instance', {}, [], '', {});
    expect(window.did.slice(-3)).toEqual(['restore', 'show', 'focus']);
  });
});

describe('the app scheme', () => {
  const get = async (url: string) => (await host.fake.state.handler?.(new Request(url))) ?? Response.error();

  it('serves the page under a policy whose nonce differs each time', async () => {
    await host.start();
    const [first, second] = [await get('app://livedesk/'), await get('app://livedesk/show/1')];
    expect([first.status, second.status]).toEqual([200, 200]);
    const nonceOf = (response: Response) =>
      /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1];
    expect(nonceOf(first)).toBeTruthy();
    expect(nonceOf(first)).not.toBe(nonceOf(second));
    expect(await first.text()).toContain(nonceOf(first));
  });

  it('knows only its own files and its own host', async () => {
    await host.start();
    expect((await get('app://livedesk/assets/app.js')).status).toBe(200);
    expect((await get('app://livedesk/assets/none.js')).status).toBe(404);
    expect((await get('app://livedesk/..%2f..%2fpackage.json')).status).toBe(403);
    expect((await get('app://elsewhere/')).status).toBe(404);
  });
});

it('reloads a screen that crashed, but not for ever', async () => {
  const { webContents } = await host.start();
  webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
  for (let count = 0; count < 5; count += 1) {
    webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  }
  expect(webContents.reloads).toBe(3);
});

describe('a machine that slept', () => {
  it('tells the desk when it wakes: what waited is not meant any more', async () => {
    await host.start();
    expect(host.woken).toBe(0);
    host.fake.powerMonitor.emit('resume');
    expect(host.woken).toBe(1);
  });
});
