/**
 * Test fixture: fills the disk under a hub that serves, and frees it again. Runs where a small file system of its own is
 * mounted on the folder it is given; prints what it saw as one line of JSON.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Op } from '#shared/contract/hub.ts';
import { fillDisk } from '../../scripts/lib/small-disk.ts';
import { recountOrders } from '../ingest/recount.ts';
import { orderEvent, startTestHub } from '../ingest/test-hub.ts';
import { ask, desk, newShow, OWNER_TOKEN, op } from '../test-hub.ts';

export interface Seen {
  /** Status and code of a batch of orders, by when it came. */
  readonly orders: Record<string, unknown>;
  /** What a desk was told of its push. */
  readonly pushes: Record<string, unknown>;
  readonly reads: Record<string, number>;
  readonly accepted: number;
  readonly counted: number;
  readonly differences: number;
  readonly lastCseq: unknown;
}

const folder = process.argv[2] ?? '';
const filler = join(folder, 'filler');
const BATCH = 400;

const hub = await startTestHub({ dataDir: join(folder, 'data'), ownerToken: OWNER_TOKEN });
const key = await hub.key();
const showId = await hub.show();
const socket = desk(hub);
const seen = { orders: {} as Seen['orders'], pushes: {} as Seen['pushes'], reads: {} as Seen['reads'] };
let sent = 0;
let accepted = 0;
let cseq = 0;

async function sendOrders(): Promise<unknown> {
  const body = Array.from({ length: BATCH }, (_, at) => orderEvent(`e-${sent + at}`));
  const answer = await hub.call<{ accepted?: number; error?: { code: string } }>(
    'POST',
    `/v1/shows/${showId}/orders`,
    { key, body },
  );
  // Whoever was not told that they were taken sends the same again.
  if (answer.status === 200) sent += BATCH;
  accepted += answer.body.accepted ?? 0;
  return answer.status === 200 ? 200 : [answer.status, answer.body.error?.code];
}

async function push(): Promise<unknown> {
  const edit: Op = op(`op-${cseq}`, 'show.create', { ...newShow, id: `show-${cseq}`, title: 'x'.repeat(60) });
  const ops = [{ ...edit, cseq: cseq + 1 }];
  const answer = await ask(socket, 'push', { streamId: 's', base: cseq, ops });
  if (answer.ok) cseq += 1;
  return answer.ok ? 'taken' : answer.error?.code;
}

/** The same again until it is refused: a disk that is full has room left inside the files. */
async function untilRefused(work: () => Promise<unknown>, taken: unknown): Promise<unknown> {
  for (let tries = 0; tries < 2000; tries += 1) {
    const answer = await work();
    if (answer !== taken) return answer;
  }
  return 'never refused';
}

async function look(when: string): Promise<void> {
  seen.reads[when] = (await hub.call('GET', `/v1/shows/${showId}/counters`, { key })).status;
}

seen.orders['begin'] = await sendOrders();
seen.pushes['begin'] = await push();
await look('begin');
fillDisk(filler);
seen.orders['full'] = await untilRefused(sendOrders, 200);
seen.pushes['full'] = await untilRefused(push, 'taken');
seen.orders['still full'] = await sendOrders();
await look('full');
rmSync(filler);
seen.orders['room again'] = await sendOrders();
seen.pushes['room again'] = await push();
await look('room again');

const { store } = hub.services;
let differences = 0;
let counted = 0;
for await (const recount of recountOrders(store)) {
  differences += recount.differences.length;
  counted += recount.events;
}
const lastCseq = [cseq, await store.documents.lastCseq('s')];
process.stdout.write(
  `${JSON.stringify({ ...seen, accepted, counted, differences, lastCseq } satisfies Seen)}\n`,
);
socket.close();
await hub.close();
