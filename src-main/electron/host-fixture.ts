/** A host on a fake Electron, with a built screen of two files and a desk that does nothing; for the host's tests. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { DeskPorts } from '../desk/ports.ts';
import { type FakeWindow, fakeElectron } from './electron-fake.ts';
import type { HostedDesk } from './host.ts';

export interface HostFixture {
  readonly base: string;
  readonly fake: ReturnType<typeof fakeElectron>;
  /** Ports that the desk was put on, in order. */
  readonly upgraded: unknown[];
  /** What the desk was started with. */
  ports: DeskPorts | null;
  unsent: number;
  /** How often the desk was told that the machine slept. */
  woken: number;
  closeDesk(): Promise<void>;
  /** Starts the host and answers its window; throws if it opened none. */
  start(startDesk?: (ports: DeskPorts) => Promise<HostedDesk>): Promise<FakeWindow>;
  dispose(): Promise<void>;
}

export async function hostFixture(): Promise<HostFixture> {
  const base = await mkdtemp(join(tmpdir(), 'livedesk-host-'));
  const renderer = join(base, 'app', 'out', 'renderer');
  await mkdir(join(renderer, 'assets'), { recursive: true });
  await writeFile(join(renderer, 'index.html'), '<meta content="__CSP_NONCE__">');
  await writeFile(join(renderer, 'assets', 'app.js'), 'export {};');
  await writeFile(join(base, 'app', 'package.json'), '{}');
  const fake = fakeElectron(join(base, 'profile'), join(base, 'app'));
  const { argv } = process;
  process.argv = ['electron', '.'];
  vi.resetModules();
  vi.doMock('electron', () => fake.module);
  vi.doMock('./host-log.ts', () => ({ createHostLog: () => ({ info: vi.fn(), error: vi.fn() }) }));

  const fixture: HostFixture = {
    base,
    fake,
    upgraded: [],
    ports: null,
    woken: 0,
    unsent: 0,
    closeDesk: async () => void fake.state.calls.push('desk closed'),
    async start(startDesk = async () => desk) {
      const { startHost } = await import('./host.ts');
      await startHost({
        startDesk: (ports) => {
          fixture.ports = ports;
          return startDesk(ports);
        },
        checkFile: (workerFile) => async () => [workerFile],
        ownHub: (workerFile) => async () => ({ url: workerFile, close: async () => undefined }),
      });
      const window = fake.state.windows[0];
      if (window === undefined) throw new Error('no window was opened');
      return window;
    },
    async dispose() {
      process.argv = argv;
      await rm(base, { recursive: true, force: true });
    },
  };
  const desk: HostedDesk = {
    server: { upgrade: (port) => fixture.upgraded.push(port) },
    runs: { watch: async () => (async function* () {})(), runs: async () => [] },
    unsentCount: () => fixture.unsent,
    woke: () => {
      fixture.woken += 1;
    },
    close: () => fixture.closeDesk(),
  };
  return fixture;
}

/** Lets promise chains started by an event run to their end. */
export const settle = () => new Promise((resolve) => setTimeout(resolve, 10));

export function cancellable(url = '') {
  return {
    url,
    prevented: false,
    preventDefault(): void {
      this.prevented = true;
    },
  };
}
