/** Test fixture: documents of a desk over a real SQLite file, and what people do on it. */
import type Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import type { Changes, OpResult } from '#shared/contract/hub.ts';
import type { MutationInput, MutationName } from '#shared/domain/mutations.ts';
import { testClock } from '#shared/sync/clock.ts';
import { newProduct, newShow, newSlot } from '#shared/sync/documents-fixture.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { metaRepo } from '../cache/meta.repo.ts';
import { sessionMigrations } from '../cache/migrations/index.ts';
import { openDatabase } from '../cache/open.ts';
import { outboxRepo } from '../cache/outbox.repo.ts';
import { testSealer } from '../cache/sealer-fixture.ts';
import type { HubModel } from './hub-fixture.ts';
import { localDocuments } from './local-documents.ts';

export const clock = testClock();

export interface TestDesk {
  readonly actor: { personId: string; role: 'owner' | 'operator' | 'host'; deviceId: string };
  documents: ReturnType<typeof localDocuments>;
  readonly outbox: ReturnType<typeof outboxRepo>;
  readonly meta: ReturnType<typeof metaRepo>;
  readonly db: Database;
  /** What the hub has sent and this desk has not got yet, in the order in which it was sent. */
  readonly changes: Changes[];
  readonly answers: OpResult[];
  readonly told: Set<string>[];
  streamId(): string;
  /** The process ends and comes back over the same file. */
  reopen(): void;
}

/** Whoever opens it closes its `db`. */
export function openDesk(name: string, file = ':memory:'): TestDesk {
  const db = openDatabase(file, sessionMigrations);
  const ids = countingIds(name);
  const actor: TestDesk['actor'] = { personId: name, role: 'owner', deviceId: name };
  const told: Set<string>[] = [];
  const outbox = outboxRepo(db, testSealer);
  const meta = metaRepo(db);
  const open = () =>
    localDocuments({
      ...{ db, outbox },
      nextOpId: () => ids.next(),
      nowIso: () => new Date(clock.nowMs()).toISOString(),
      actor: () => actor,
      onChanged: (kinds) => void told.push(new Set(kinds)),
    });
  const desk: TestDesk = {
    ...{ actor, db, told, outbox, meta },
    documents: open(),
    changes: [],
    answers: [],
    streamId: () => meta.get('streamId') ?? '',
    reopen: () => {
      desk.documents = open();
    },
  };
  return desk;
}

export function testDesk(name: string, file?: string): TestDesk {
  const made = openDesk(name, file);
  onTestFinished(() => void made.db.close());
  return made;
}

export async function pull(one: TestDesk, hub: HubModel, page = 3): Promise<void> {
  while (one.documents.cursor() < hub.headSeq()) {
    await one.documents.receive([hub.changesAfter(one.documents.cursor(), page)]);
  }
}

/** One page, as a session asks for it. True: it was the last. */
export async function pullPage(one: TestDesk, hub: HubModel, limit = 3): Promise<boolean> {
  const horizonSeq = one.documents.snapshotHorizon() ?? undefined;
  const page = hub.pull({ afterSeq: one.documents.cursor(), limit, horizonSeq });
  const last = page.toSeq >= page.headSeq;
  return (await one.documents.receivePage(page, last)) && last;
}

/** Greets and pulls to the end, as a session does. */
export async function catchUp(one: TestDesk, hub: HubModel, limit = 3): Promise<void> {
  while (!(await one.documents.greeted(hub.history(one.streamId()))));
  for (let complete = false; !complete; ) {
    try {
      complete = await pullPage(one, hub, limit);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'sync/too-old')) throw error;
      await one.documents.tooOld();
    }
  }
}

/** Pushes what is unsent, a few at a time and in order, and takes answers and changes. */
export async function drain(one: TestDesk, hub: HubModel, ops = 200): Promise<void> {
  for (let base = hub.lastCseq(one.streamId()); ; ) {
    const window = one.outbox.unanswered(0, ops, 1e9);
    if (window.ops.length === 0) return;
    const first = window.ops[0]?.cseq ?? 0;
    const { results, changes } = await hub.push(
      one.streamId(),
      Math.min(base, first - 1),
      window.ops,
      one.actor,
    );
    await one.documents.receive(changes ? [changes] : [], results);
    base = window.upTo;
  }
}

/** Sends what is unsent, in order, and takes the answers. */
export async function sync(one: TestDesk, hub: HubModel, others: readonly TestDesk[] = []): Promise<void> {
  for (const op of one.outbox.unanswered(0, 500, 1e9).ops) {
    const { result, changes } = await hub.run(op, one.actor);
    for (const other of others) if (changes) other.changes.push(changes);
    await one.documents.receive([], [result]);
  }
  await pull(one, hub);
}

/** A show with three slots, on the hub and on every desk. */
export async function prepared(hub: HubModel, desks: readonly TestDesk[]): Promise<void> {
  for (const one of desks) await catchUp(one, hub);
  const [first] = desks;
  if (!first) return;
  await first.documents.submit('show.create', newShow('show-1'));
  await first.documents.submit('run.create', { id: 'run-1', showId: 'show-1', kind: 'live' });
  await first.documents.submit('product.import', {
    showId: 'show-1',
    runId: 'run-1',
    products: ['a', 'b'].map(newProduct),
    slots: ['slot-1', 'slot-2', 'slot-3'].map((id, at) => newSlot(id, at === 0 ? 'a' : 'b')),
  });
  await sync(first, hub);
  for (const one of desks) await pull(one, hub);
}

const tables = {
  base: 'SELECT kind, id, json FROM document',
  view: `SELECT kind, id, json FROM document AS base WHERE NOT EXISTS
      (SELECT 1 FROM pending_document WHERE kind = base.kind AND id = base.id)
    UNION ALL SELECT kind, id, json FROM pending_document WHERE json IS NOT NULL`,
};

export function dump(one: TestDesk, which: 'base' | 'view'): Record<string, unknown> {
  const rows = one.db
    .prepare<[], { kind: string; id: string; json: string }>(`${tables[which]} ORDER BY kind, id`)
    .all();
  return Object.fromEntries(rows.map(({ kind, id, json }) => [`${kind}/${id}`, JSON.parse(json)]));
}

/** What a person might do now, judged by what this desk shows. What is refused at once is let go. */
export async function act(one: TestDesk, choice: number, number: number): Promise<void> {
  const run = await one.documents.view.get('run', 'run-1');
  const slots = await one.documents.view.list('slot', 'run-1');
  const slot = slots[number % Math.max(1, slots.length)];
  const other = slots[(number >> 3) % Math.max(1, slots.length)];
  const from = run?.onAirSlotId ?? null;
  const submit = async <N extends MutationName>(name: N, input: MutationInput<N>) => {
    await one.documents.submit(name, input).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
    });
  };
  const runId = 'run-1';
  if (!slot || !other) return;
  const actions: (() => Promise<void>)[] = [
    () => submit('rundown.take', { runId, from, to: slot.id }),
    () => submit('rundown.take', { runId, from, to: other.id }),
    () => submit('rundown.back', { runId, from }),
    () => submit('rundown.move', { slotId: slot.id, afterSlotId: number % 5 === 0 ? null : other.id }),
    () => submit('rundown.skip', { slotId: slot.id, skipped: number % 2 === 0 }),
    () => submit('rundown.arm', { runId, slotId: slot.id }),
    () => submit('rundown.plan', { slotId: slot.id, plannedSec: number % 600 }),
    () => submit('rundown.remove', { slotId: slot.id }),
    () =>
      submit('rundown.add', {
        id: `${one.actor.personId}-slot-${one.told.length}`,
        runId,
        productId: 'a',
        plannedSec: 60,
      }),
    () => submit('product.reprice', { productId: 'a', priceFen: 4000 + (number % 3) }),
    () => submit('show.edit', { showId: 'show-1', title: `title ${number}` }),
  ];
  await actions[choice % actions.length]?.();
}
