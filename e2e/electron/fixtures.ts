/**
 * The desktop app as its built bundles, started by Playwright's own Electron support: on Electron itself where its
 * binary is on this machine, else on the stand-in. The specs do not know which.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type ElectronApplication, _electron as electron, type Page } from '@playwright/test';
import { ensureAppBuilt } from '../../scripts/lib/build-app.ts';
import { findElectron } from '../../scripts/lib/find-electron.ts';
import { type HubProcess, startHub } from './hub-process.ts';

export const root = join(import.meta.dirname, '../..');
const packageDir = join(root, 'node_modules/electron');
const standInDir = join(import.meta.dirname, 'stand-in');

// Playwright asks the `electron` package, which answers by this variable; without a binary it would download one.
if (findElectron(packageDir, process.env) === null) process.env['ELECTRON_OVERRIDE_DIST_PATH'] = standInDir;
const executable = findElectron(packageDir, process.env) ?? '';
const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version: string };
const titleOf = (electronVersion: string | null) =>
  electronVersion === null ? 'the stand-in' : `Electron ${electronVersion.split('.')[0]}`;
/** For titles: what the app ran on. Each start checks it. */
export const ranOn = titleOf(executable === join(standInDir, 'electron') ? null : version);

/** Chromium refuses to sandbox itself for root. */
const asRoot = process.getuid?.() === 0;

export interface Desktop {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Errors that the page wrote to its console, and uncaught ones. */
  readonly complaints: string[];
  /** What the main process wrote to its standard output. */
  said(): string;
  /** Resolves with the exit status when the app has ended by itself. */
  ended(): Promise<number | null>;
}

export interface Profile {
  readonly dir: string;
  /** Starts the app on this profile and waits for its window. */
  start(...args: string[]): Promise<Desktop>;
  /** Starts it as a person would who forgot that it runs; answers its exit status. */
  startAgain(): Promise<number | null>;
}

interface Started extends Desktop {
  readonly child: ChildProcess;
}

async function start(dir: string, args: readonly string[]): Promise<Started> {
  const app = await electron.launch({
    args: ['.', '--data', dir, ...args],
    cwd: root,
    chromiumSandbox: !asRoot,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    env: { ...process.env, LANGUAGE: 'zh_CN' } as Record<string, string>,
  });
  const child = app.process();
  // When its output is read to the end, too.
  const exit = once(child, 'close') as Promise<[number | null]>;
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const electronVersion = await app.evaluate(() => process.versions.electron ?? null);
  expect(ranOn, 'the title must say what ran').toBe(titleOf(electronVersion));
  const complaints: string[] = [];
  const page = await app.firstWindow();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { app, child, page, complaints, said: () => said, ended: async () => (await exit)[0] };
}

/** Answers the app's questions in the person's place, and has the main process say what it was asked. */
export async function answerQuestions(
  { app }: Desktop,
  answer: 'first button' | 'second button',
): Promise<void> {
  await app.evaluate(
    ({ dialog }, response) => {
      dialog.showMessageBox = async (...args: unknown[]) => {
        const { message } = args.at(-1) as { message: string };
        process.stdout.write(`asked: ${message}\n`);
        return { response, checkboxChecked: false };
      };
    },
    answer === 'first button' ? 0 : 1,
  );
}

export async function sayWhenLeaving({ app }: Desktop): Promise<void> {
  await app.evaluate(({ app }) => app.on('will-quit', () => void process.stdout.write('will-quit\n')));
}

/** As a person does it. */
export async function closeWindow({ app }: Desktop): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

interface Fixtures {
  profile: Profile;
  /** A team's hub on this folder; gone at the end of the test. */
  startHub: typeof startHub;
}

export const test = base.extend<Fixtures, { builtApp: undefined }>({
  builtApp: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the first argument.
    async ({}, use) => {
      await ensureAppBuilt();
      await use(undefined);
    },
    { scope: 'worker', auto: true, timeout: 180_000 },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  startHub: async ({}, use) => {
    const started: HubProcess[] = [];
    await use(async (dataDir, port) => {
      const hub = await startHub(dataDir, port);
      started.push(hub);
      return hub;
    });
    for (const hub of started) await hub.kill();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  profile: async ({}, use, testInfo) => {
    const dir = mkdtempSync(join(tmpdir(), 'livedesk-desktop-'));
    const started: Started[] = [];
    await use({
      dir,
      async start(...args) {
        const desktop = await start(dir, args);
        started.push(desktop);
        return desktop;
      },
      async startAgain() {
        const args = [...(asRoot ? ['--no-sandbox'] : []), root, '--data', dir];
        const [code] = (await once(spawn(executable, args, { stdio: 'ignore' }), 'exit')) as [number | null];
        return code;
      },
    });
    const last = started.at(-1);
    if (testInfo.status !== testInfo.expectedStatus && last) {
      const body = await last.page.screenshot().catch(() => null);
      if (body) await testInfo.attach('window', { body, contentType: 'image/png' });
    }
    for (const { child } of started) await kill(child);
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    // A screen that works and complains in its console does not work.
    expect(started.flatMap(({ complaints }) => complaints)).toEqual([]);
  },
});
export const expect = test.expect;
