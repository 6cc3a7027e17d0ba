/**
 * Test fixture: a worker in a hub's place. It serves nothing but its port, tells each start by a line in `starts`, and
 * dies as its folder's files say: `fail` keeps it from starting, `crash` ends it while it serves.
 */
import { appendFileSync, existsSync, rmSync, watch } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

const { dataDir, port } = workerData as { dataDir: string; port: number };
const file = (name: string) => join(dataDir, name);
appendFileSync(file('starts'), `${port}\n`);

if (existsSync(file('fail'))) {
  rmSync(file('fail'));
  parentPort?.postMessage({ type: 'failed', message: 'no room on the disk' });
} else {
  const server = createServer((_request, response) => response.end('served'));
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    const at = typeof address === 'object' && address !== null ? address.port : port;
    parentPort?.postMessage({ type: 'ready', url: `http://127.0.0.1:${at}` });
  });
  watch(dataDir, () => {
    if (!existsSync(file('crash'))) return;
    rmSync(file('crash'));
    throw new Error('a bug in the hub');
  });
  parentPort?.on('message', () => process.exit(0));
}
