/**
 * Test fixture: a console with its own hub in a process of its own, driven by lines on standard input:
 * `{"call":"show.create","input":{…}}`, answered with `{"value":…}` or `{"code":"area/reason"}`. Besides the desk's own calls
 * there are `state`, `rescue` and `advance`.
 */
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createRouterClient, ORPCError } from '@orpc/server';
import type { AppState } from '#shared/contract/desk.ts';
import { systemClock, testClock } from '#shared/sync/clock.ts';
import { uuidIds } from '#shared/sync/ids.ts';
import { testTimers } from '#shared/sync/test-timers.ts';
import { fileSecrets } from '../../web/file-secrets.ts';
import { openDesk } from '../open-desk.ts';
import { workerHub } from '../worker-hub.ts';

const root = new URL('../../../', import.meta.url);
const dataDir = process.argv[2] ?? '';
const say = (what: unknown) => process.stdout.write(`${JSON.stringify(what)}\n`);
const complain = (what: string, error: unknown) => process.stderr.write(`${what}: ${error}\n`);
// What nobody catches is what this is here to find: Node ends the process, and the test sees it.

const timers = testTimers(testClock());
const desk = await openDesk({
  ...{ host: 'web', version: '9.9.9', dataDir, resourcesDir: fileURLToPath(new URL('resources', root)) },
  rendererDir: fileURLToPath(new URL('out/renderer', root)),
  ...{ demo: false, remoteHub: null, clock: systemClock, ids: uuidIds, secrets: fileSecrets(dataDir) },
  log: { info: () => undefined, error: complain },
  timers,
  checkFile: async () => [],
  startOwnHub: workerHub(new URL('src-hub/worker.ts', root), (error) => complain('the hub ended', error)),
});
const client = createRouterClient(desk.router);

async function state(): Promise<Pick<AppState, 'sync' | 'storage'>> {
  for await (const { sync, storage } of await client.app.watch()) return { sync, storage };
  throw new Error('no state');
}
type Call = (input: unknown) => Promise<unknown>;
const own: Record<string, Call> = {
  state,
  rescue: async () => desk.rescue?.code ?? null,
  advance: async (ms) => {
    await timers.advance(Number(ms));
    // Writing the reserve is real work, which takes real time.
    await new Promise((resolve) => setTimeout(resolve, 1000));
  },
};
function callOf(path: string): Call {
  const [noun = '', verb = ''] = path.split('.');
  const all = client as unknown as Record<string, Record<string, Call>>;
  return own[path] ?? all[noun]?.[verb] ?? (() => Promise.reject(new Error(`no call ${path}`)));
}

say({ value: 'ready' });
for await (const line of createInterface({ input: process.stdin })) {
  const { call, input } = JSON.parse(line) as { call: string; input?: unknown };
  try {
    say({ value: (await callOf(call)(input)) ?? null });
  } catch (error) {
    say({ code: error instanceof ORPCError ? error.code : String(error) });
  }
}
await desk.close();
