/**
 * Test fixture: fills the disk under a real console, kills it, frees the disk again. Runs where a small file system of its
 * own is mounted on the folder it is given; prints what it saw as one line of JSON.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { fillDisk } from '../../../scripts/lib/small-disk.ts';

export interface Seen {
  /** Code of each refused write, by what was written. */
  readonly refusals: Record<string, string | null>;
  readonly states: Record<string, string>;
  /** Titles that the console said were kept. */
  readonly kept: string[];
  /** Titles that are there at the end. */
  readonly found: string[];
  readonly reserve: Record<string, boolean>;
  readonly startedFull: string | null;
  readonly unsentAtEnd: number;
}

type Answer = { readonly value?: unknown; readonly code?: string };

const folder = process.argv[2] ?? '';
const profile = join(folder, 'profile');
const filler = join(folder, 'filler');
const seen = {
  refusals: {} as Record<string, string | null>,
  states: {} as Record<string, string>,
  kept: [] as string[],
  found: [] as string[],
  reserve: {} as Record<string, boolean>,
  startedFull: null as string | null,
  unsentAtEnd: -1,
};

interface Console {
  readonly child: ChildProcess;
  ask(call: string, input?: unknown): Promise<Answer>;
}

async function start(): Promise<Console> {
  const file = fileURLToPath(new URL('./console-process.ts', import.meta.url));
  const child = spawn(process.execPath, [file, profile], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Answer> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`the console ended (${child.exitCode ?? child.signalCode})`);
    return JSON.parse(value) as Answer;
  };
  await next();
  return {
    child,
    ask: async (call, input) => {
      child.stdin.write(`${JSON.stringify({ call, input })}\n`);
      return await next();
    },
  };
}

let shows = 0;
/** Answers the code of the refusal, or null when it was kept. */
async function makeShow({ ask }: Console): Promise<string | null> {
  shows += 1;
  const title = `场次 ${shows}`;
  const { code } = await ask('show.create', { title, currency: 'CNY' });
  if (code === undefined) seen.kept.push(title);
  return code ?? null;
}
/** A log that was longer once takes some more in its old place: writes until one is refused. */
async function makeShowsUntilRefused(console: Console): Promise<string | null> {
  for (let n = 0; n < 500; n += 1) {
    const code = await makeShow(console);
    if (code !== null) return code;
  }
  return null;
}
async function stateOf({ ask }: Console): Promise<string> {
  const { value, code } = await ask('state');
  return (value as { storage: { state: string } } | undefined)?.storage.state ?? String(code);
}
const hasReserve = () => existsSync(join(profile, 'reserve'));

let console = await start();
for (let n = 0; n < 20; n += 1) await makeShow(console);
await console.ask('advance', 10_000);
seen.states['begin'] = await stateOf(console);
seen.reserve['begin'] = hasReserve();

fillDisk(filler);
seen.refusals['first'] = await makeShowsUntilRefused(console);
seen.states['reserve given up'] = await stateOf(console);
seen.reserve['reserve given up'] = hasReserve();
seen.refusals['in the reserve'] = await makeShow(console);

fillDisk(filler);
seen.refusals['without reserve'] = await makeShowsUntilRefused(console);
seen.states['full'] = await stateOf(console);
seen.refusals['preference'] = (await console.ask('preference.set', { theme: 'light' })).code ?? null;
seen.refusals['reading'] = (await console.ask('show.list')).code ?? null;

rmSync(filler);
seen.refusals['room again'] = await makeShow(console);
await console.ask('advance', 2000);
seen.states['room again'] = await stateOf(console);
seen.reserve['room again'] = hasReserve();

rmSync(join(profile, 'reserve'), { force: true });
fillDisk(filler);
await makeShowsUntilRefused(console);
console.child.kill('SIGKILL');
await once(console.child, 'exit');
console = await start();
const rescue = (await console.ask('rescue')).value;
seen.startedFull = typeof rescue === 'string' ? rescue : await stateOf(console);
console.child.kill('SIGKILL');
await once(console.child, 'exit');

rmSync(filler);
console = await start();
await makeShow(console);
for (let n = 0; n < 200; n += 1) {
  const { value } = await console.ask('state');
  seen.unsentAtEnd = (value as { sync: { outboxCount: number } }).sync.outboxCount;
  if (seen.unsentAtEnd === 0) break;
  await new Promise((resolve) => setTimeout(resolve, 100));
}
const { value: list } = await console.ask('show.list');
seen.found = (list as { show: { title: string } }[]).map(({ show }) => show.title);
console.child.stdin?.end();
await once(console.child, 'exit');
process.stdout.write(
  `${JSON.stringify({ ...seen, freeBytes: statfsSync(folder).bavail } satisfies Seen & { freeBytes: number })}\n`,
);
