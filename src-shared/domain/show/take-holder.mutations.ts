/**
 * Who holds the take of a run (导播权). While nobody does, anybody takes, as compare-and-set alone decides; once somebody
 * does, the others ask for it. Every hand-over has two sides that both act: an offer and its acceptance. Taking it over
 * without the holder's word is an order to the hub, which alone knows whether the holder is there
 * (src-hub/realtime/holder-authority.ts).
 */
import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import type { DocumentTx } from '../../sync/document-store.ts';
import { runIdSchema } from '../../sync/ids.ts';
import { defineMutation, type MutationContext } from '../../sync/mutation.ts';
import type { Role } from '../roles.ts';
import { requireRun } from './show.mutations.ts';
import { type AtConsole, atConsoleSchema, MOST_ASKS, type Run } from './show.schema.ts';

const roles = ['owner', 'operator'] as const;
const byRun = z.object({ runId: runIdSchema });
/** What the console says of itself for others to read; who acts is known without it. */
const asConsole = byRun.extend(atConsoleSchema.pick({ personName: true, deviceName: true }).shape);
type Said = Pick<AtConsole, 'personName' | 'deviceName'>;

export const holdTake = defineMutation({
  name: 'take.hold',
  roles,
  input: asConsole,
  async run(tx, input, ctx) {
    const run = await goingRun(tx, input.runId);
    if (run.holder?.personId === ctx.personId) return;
    if (run.holder) throw held(run.holder);
    tx.put('run', heldBy(run, self(input, ctx), ctx.at, null));
  },
});

export const releaseTake = defineMutation({
  name: 'take.release',
  roles,
  input: byRun,
  async run(tx, { runId }, ctx) {
    const run = await heldRun(tx, runId, ctx);
    tx.put('run', { ...run, holder: null, offeredTo: null, takeAsks: [] });
  },
});

/** Another offer takes the place of the one before. */
export const offerTake = defineMutation({
  name: 'take.offer',
  roles,
  input: byRun.extend({ to: atConsoleSchema }),
  async run(tx, { runId, to }, ctx) {
    const run = await heldRun(tx, runId, ctx);
    if (to.personId === ctx.personId) return;
    tx.put('run', { ...run, offeredTo: { ...to, at: ctx.at } });
  },
});

export const acceptTake = defineMutation({
  name: 'take.accept',
  roles,
  input: asConsole,
  async run(tx, input, ctx) {
    const run = await goingRun(tx, input.runId);
    if (run.holder?.personId === ctx.personId) return;
    if (run.offeredTo?.personId !== ctx.personId) throw new AppError('take/no-offer');
    tx.put('run', heldBy(run, self(input, ctx), ctx.at, null));
  },
});

/** By whom it was offered to, or by the holder who takes the offer back. Nothing stands: nothing to do. */
export const declineTake = defineMutation({
  name: 'take.decline',
  roles,
  input: byRun,
  async run(tx, { runId }, ctx) {
    const run = await requireRun(tx, runId);
    if (!run.offeredTo || !concerns(run, run.offeredTo, ctx)) return;
    tx.put('run', { ...run, offeredTo: null });
  },
});

export const askForTake = defineMutation({
  name: 'take.ask',
  roles,
  input: asConsole,
  async run(tx, input, ctx) {
    const run = await goingRun(tx, input.runId);
    if (!run.holder) throw new AppError('take/free');
    if (run.holder.personId === ctx.personId) return;
    if (run.takeAsks.some(({ personId }) => personId === ctx.personId)) return;
    const takeAsks = [...run.takeAsks, { ...self(input, ctx), at: ctx.at }].slice(-MOST_ASKS);
    tx.put('run', { ...run, takeAsks });
  },
});

/** The holder answers "not now", or who asked no longer does. */
export const settleAsk = defineMutation({
  name: 'take.settle-ask',
  roles,
  input: byRun.extend({ personId: z.string().min(1).max(64) }),
  async run(tx, { runId, personId }, ctx) {
    const run = await requireRun(tx, runId);
    const ask = run.takeAsks.find((each) => each.personId === personId);
    if (!ask || !concerns(run, ask, ctx)) return;
    tx.put('run', { ...run, takeAsks: run.takeAsks.filter((each) => each !== ask) });
  },
});

/** From whom it is taken is compared, so that nobody takes it from somebody they have not seen holding it. */
export const takeOver = defineMutation({
  name: 'take.take-over',
  roles,
  input: asConsole.extend({ from: z.string().min(1).max(64) }),
  async admit() {
    throw new AppError('take/order-only');
  },
  async run(tx, { from, ...input }, ctx) {
    const run = await goingRun(tx, input.runId);
    if (run.holder?.personId === ctx.personId) return;
    if (run.holder?.personId !== from) throw new AppError('take/changed');
    tx.put('run', heldBy(run, self(input, ctx), ctx.at, from));
  },
});

/** For a take by a person who acts now. A key from outside has its compare-and-set alone. */
export function requireTake(run: Run, { personId, role }: { personId: string; role: Role }): void {
  if (run.holder && run.holder.personId !== personId && role !== 'integrator') throw held(run.holder);
}

function held({ personName }: AtConsole): AppError {
  return new AppError('take/held', { name: personName });
}

function heldBy(run: Run, who: AtConsole, since: string, takenFrom: string | null): Run {
  const takeAsks = run.takeAsks.filter(({ personId }) => personId !== who.personId);
  return { ...run, holder: { ...who, since, takenFrom }, offeredTo: null, takeAsks };
}

function self({ personName, deviceName }: Said, { personId, deviceId }: MutationContext): AtConsole {
  return { personId, deviceId, personName, deviceName };
}

function concerns(run: Run, other: AtConsole, { personId }: MutationContext): boolean {
  return personId === other.personId || personId === run.holder?.personId;
}

async function goingRun(tx: DocumentTx, runId: string): Promise<Run> {
  const run = await requireRun(tx, runId);
  if (run.state === 'ended') throw new AppError('run/ended');
  return run;
}

async function heldRun(tx: DocumentTx, runId: string, { personId }: MutationContext): Promise<Run> {
  const run = await requireRun(tx, runId);
  if (run.holder?.personId !== personId) throw new AppError('take/not-holder');
  return run;
}
