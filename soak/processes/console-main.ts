/**
 * A console without a screen, in a process of its own: the desk as the browser host starts it, with a parent process in
 * the person's place. Started by console-process.ts with its options as JSON; speaks over the fork's channel.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createRouterClient } from '@orpc/server';
import { createDesk } from '#main/desk/create-desk.ts';
import { fileSecrets } from '#main/web/file-secrets.ts';
import { systemClock } from '#shared/sync/clock.ts';
import { uuidIds } from '#shared/sync/ids.ts';
import type { ConsoleAnswer, ConsoleOptions, ConsoleRequest, ConsoleState } from './console-process.ts';

/** Ids that were made while a request ran: its op's is among them. */
const made = new AsyncLocalStorage<string[]>();
const options = JSON.parse(process.argv[2] ?? '') as ConsoleOptions;

const desk = await createDesk({
  ...{ host: 'web', version: '0.0.0', demo: false, resourcesDir: options.resourcesDir, rendererDir: '' },
  ...{ dataDir: options.dataDir, remoteHub: { url: options.hubUrl, invite: options.invite } },
  clock: systemClock,
  ids: {
    next() {
      const id = uuidIds.next();
      made.getStore()?.push(id);
      return id;
    },
  },
  secrets: fileSecrets(options.dataDir),
  log: {
    info: () => undefined,
    error: (message, error) => process.stderr.write(`${message}: ${error}\n`),
  },
  checkFile: async () => [],
  startOwnHub: () => Promise.reject(new Error('a team console starts no hub')),
});
const client = createRouterClient(desk.router);

type Call = (input: unknown) => Promise<unknown>;

function callOf(path: string): Call {
  if (path === 'state') return state;
  const [noun = '', verb = ''] = path.split('.');
  const nouns = client as unknown as Record<string, Record<string, Call>>;
  const found = nouns[noun]?.[verb];
  if (!found) throw new Error(`the desk has no ${path}`);
  return found;
}

async function state(): Promise<ConsoleState> {
  for await (const { sync } of await client.app.watch())
    return { hub: sync.hub, outboxCount: sync.outboxCount, conflictCount: sync.conflictCount };
  throw new Error('the desk has no state');
}

async function answer({ id, path, input }: ConsoleRequest): Promise<ConsoleAnswer> {
  const ids: string[] = [];
  try {
    return { id, ids, ok: true, value: await made.run(ids, () => callOf(path)(input)) };
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    return { id, ids, ok: false, code: typeof code === 'string' ? code : String(error) };
  }
}

process.on('message', (request) => {
  void answer(request as ConsoleRequest).then((answered) => process.send?.(answered));
});
process.once('disconnect', () => process.exit());
process.send?.('ready');
