/** Many consoles on one hub: the hub in a process of its own, the consoles as sessions of this one, over real sockets. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { issueKey, withHubStore } from '#hub/ingest/admin.ts';
import { hashSecret } from '#hub/ingest/secrets.ts';
import type { OpenSession } from '#main/desk/open-session.ts';
import { headlessSession, SESSION_FILE } from '../headless-session.ts';
import type { HubMemory } from './hub-main.ts';

export interface CrowdHub {
  readonly dataDir: string;
  readonly url: string;
  /** A key that may sell, and manage shows. */
  readonly key: string;
  memory(): Promise<HubMemory>;
  /** As a power cut does. */
  kill(): Promise<void>;
  /** Serves the same folder on the same port again. */
  restart(): Promise<void>;
}

export interface CrowdConsole {
  readonly name: string;
  readonly file: string;
  readonly session: OpenSession;
}

/** Starts a hub that knows `console-1` … `console-n`. */
export async function crowdHub(dataDir: string, consoles: number): Promise<CrowdHub> {
  mkdirSync(dataDir, { recursive: true });
  const key = await withHubStore(dataDir, async (store) => {
    for (let number = 1; number <= consoles; number += 1) {
      const name = `console-${number}`;
      await store.access.addDevice({
        ...{ deviceId: name, personId: `person-${number}`, personName: name, role: 'operator' },
        ...{ tokenHash: hashSecret(name), createdAt: new Date().toISOString() },
      });
    }
    return (await issueKey(store, { scopes: ['ingest', 'manage', 'read'], label: 'shop' })).key;
  });
  const main = join(import.meta.dirname, 'hub-main.ts');
  let port = 0;
  let url = '';
  let child: ChildProcess;
  const start = async () => {
    child = fork(main, [dataDir, String(port)], { execArgv: ['--expose-gc'] });
    const [ready] = (await once(child, 'message')) as [{ url: string; port: number }];
    ({ url, port } = ready);
  };
  await start();
  return {
    ...{ dataDir, key },
    get url() {
      return url;
    },
    async memory() {
      child.send('memory');
      const [memory] = (await once(child, 'message')) as [HubMemory];
      return memory;
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    },
    restart: start,
  };
}

/** `url` may lead through a proxy. */
export function crowdConsole(folder: string, number: number, url: string): CrowdConsole {
  const name = `console-${number}`;
  const own = join(folder, name);
  mkdirSync(own, { recursive: true });
  const session = headlessSession({
    ...{ folder: own, deviceId: name, token: name, url },
    onComplaint: () => undefined,
  });
  return { name, file: join(own, SESSION_FILE), session };
}

const POLL_MS = 50;

/** Resolves once all are online, have nothing waiting and stand at the same seq as the hub. */
export async function atRest(consoles: readonly CrowdConsole[], hub: CrowdHub): Promise<void> {
  for (;;) {
    const answer = await fetch(new URL('/readyz', hub.url)).catch(() => null);
    const { headSeq } = answer ? ((await answer.json()) as { headSeq: number }) : { headSeq: -1 };
    const resting = consoles.every(({ session }) => {
      const { hub: state, outboxCount } = session.sync();
      return state === 'online' && outboxCount === 0 && session.parts.documents.cursor() === headSeq;
    });
    if (resting) return;
    await sleep(POLL_MS);
  }
}
