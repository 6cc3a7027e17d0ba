/** Test fixture: whole consoles and hubs on this machine, in folders of their own, ended when their test is over. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createRouterClient } from '@orpc/server';
import { afterEach } from 'vitest';
import type { AppState } from '#shared/contract/desk.ts';
import { systemClock } from '#shared/sync/clock.ts';
import { uuidIds } from '#shared/sync/ids.ts';
import { tempFolder } from '../cache/temp-folder-fixture.ts';
import { fileSecrets } from '../web/file-secrets.ts';
import { createDesk, type Desk } from './create-desk.ts';
import type { DeskClient } from './desk.contract.ts';
import type { DeskPorts, OwnHub } from './ports.ts';
import { workerCheck } from './worker-check.ts';
import { workerHub } from './worker-hub.ts';

const root = new URL('../../', import.meta.url);
const endings: (() => unknown)[] = [];
afterEach(endAll);

/** Ends what is open, last first; at the latest when the test is over, before its folders go. */
export async function endAll(): Promise<void> {
  for (const end of endings.splice(0).reverse()) await end();
}
export function atEnd(end: () => unknown): void {
  endings.push(end);
}

/** A hub in a worker. One that ends by itself fails the test. */
export const startHub = workerHub(new URL('src-hub/worker.ts', root), (error) => {
  throw error;
});

/** Looks through database files in a worker, as the hosts do. */
export const realCheck = workerCheck(new URL('src-main/cache/check-worker.ts', root));

/** Answers the last line the hub's command line prints; rejects when it fails. */
export async function hubCli(dataDir: string, ...args: string[]): Promise<string> {
  const cli = fileURLToPath(new URL('src-hub/cli.ts', root));
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args, '--data', dataDir]);
  return stdout.trim().split('\n').at(-1) ?? '';
}

/** A browser host's ports with the real clock; with a hub of its own unless `changes` names a team's. */
export function consolePorts(dataDir: string, changes: Partial<DeskPorts> = {}): DeskPorts {
  return {
    ...{ host: 'web', version: '9.9.9', dataDir, demo: false, remoteHub: null },
    resourcesDir: fileURLToPath(new URL('resources', root)),
    rendererDir: fileURLToPath(new URL('out/renderer', root)),
    ...{ clock: systemClock, ids: uuidIds, secrets: fileSecrets(dataDir) },
    log: { info: () => undefined, error: () => undefined },
    startOwnHub: changes.remoteHub
      ? () => Promise.reject(new Error('a team console starts no hub'))
      : startHub,
    checkFile: async () => [],
    ...changes,
  };
}

export interface TestConsole {
  readonly desk: Desk;
  readonly client: DeskClient;
  readonly dataDir: string;
}

export async function openConsole(
  dataDir = tempFolder(),
  changes: Partial<DeskPorts> = {},
): Promise<TestConsole> {
  const desk = await createDesk(consolePorts(dataDir, changes));
  atEnd(() => desk.close());
  return { desk, client: createRouterClient(desk.router), dataDir };
}

export interface TeamHub {
  readonly url: string;
  readonly dataDir: string;
  invite(role: string): Promise<string>;
  goAway(): Promise<void>;
  /** On the address it had. */
  comeBack(): Promise<void>;
}

/** A team's hub that can go away and come back. */
export async function teamHub(): Promise<TeamHub> {
  const dataDir = tempFolder();
  const start = (port: number) => startHub({ dataDir, ownerToken: 'unused', port });
  let hub: OwnHub = await start(0);
  const { url } = hub;
  atEnd(() => hub.close());
  return {
    ...{ url, dataDir },
    invite: (role) => hubCli(dataDir, 'invite', '--role', role),
    goAway: () => hub.close(),
    async comeBack() {
      hub = await start(Number(new URL(url).port));
      if (hub.url !== url) throw new Error(`the hub came back at ${hub.url}`);
    },
  };
}

/** A console of the team; `invite` null for one that has joined before. */
export function teamConsole({ url }: TeamHub, invite: string | null, dataDir?: string): Promise<TestConsole> {
  return openConsole(dataDir, { remoteHub: { url, invite } });
}

export async function stateOf(client: DeskClient): Promise<AppState> {
  for await (const state of await client.app.watch()) return state;
  throw new Error('no state');
}

/** Waits until the screen is told that its hub is `wanted`. */
export async function hubIs(client: DeskClient, wanted: AppState['sync']['hub']): Promise<void> {
  for await (const state of await client.app.watch()) if (state.sync.hub === wanted) return;
}

/** The error's code, or 'no error'. */
export function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no error',
    (error: { code?: unknown }) => error.code,
  );
}
