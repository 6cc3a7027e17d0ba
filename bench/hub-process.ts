/** A hub in a process of its own, for benchmarks: tells its parent where it is and a key to it. */
import { randomUUID } from 'node:crypto';
import { createHub } from '#hub/create-hub.ts';
import { issueKey } from '#hub/ingest/admin.ts';

export interface HubReady {
  readonly url: string;
  readonly key: string;
  /** Opens the hub's sockets as the console would that started it. */
  readonly token: string;
}

const dataDir = process.argv[2];
if (dataDir === undefined || !process.send) throw new Error('bench/hub-process.ts is started by a benchmark');
const token = randomUUID();
const hub = await createHub({ dataDir, port: 0, ownerToken: token });
const { key } = await issueKey(hub.services.store, {
  scopes: ['ingest', 'read', 'manage', 'control', 'claims'],
  label: 'bench',
});
process.send({ url: hub.url, key, token } satisfies HubReady);
process.once('disconnect', () => void hub.close().finally(() => process.exit()));
