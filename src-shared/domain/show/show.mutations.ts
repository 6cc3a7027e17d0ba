import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import type { DocumentTx } from '../../sync/document-store.ts';
import { runIdSchema, showIdSchema } from '../../sync/ids.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { checkIdSchema } from '../checklist/check-id.ts';
import { requireReady } from '../checklist/document-errors.ts';
import { settleOnAir } from '../rundown/on-air.ts';
import { type Run, runKindSchema, showSchema } from './show.schema.ts';

const newShowSchema = showSchema.omit({ createdAt: true });

export const createShow = defineMutation({
  name: 'show.create',
  roles: ['owner', 'operator', 'integrator'],
  input: newShowSchema,
  async run(tx, input, ctx) {
    if (await tx.get('show', input.id)) throw new AppError('show/exists');
    tx.put('show', { ...input, createdAt: ctx.at });
  },
});

export const editShow = defineMutation({
  name: 'show.edit',
  roles: ['owner', 'operator'],
  input: showSchema
    .pick({ title: true, startsAt: true, plannedEndAt: true, targetFen: true, hostName: true })
    .partial()
    .extend({ showId: showIdSchema }),
  async run(tx, { showId, ...changes }) {
    const show = await tx.get('show', showId);
    if (!show) throw new AppError('show/not-found');
    tx.put('show', { ...show, ...changes });
  },
});

export const createRun = defineMutation({
  name: 'run.create',
  roles: ['owner', 'operator', 'integrator'],
  input: z.object({ id: runIdSchema, showId: showIdSchema, kind: runKindSchema }),
  async run(tx, input, ctx) {
    if (!(await tx.get('show', input.showId))) throw new AppError('show/not-found');
    if (await tx.get('run', input.id)) throw new AppError('show/exists');
    tx.put('run', emptyRun(input, ctx.at));
  },
});

export function emptyRun(input: Pick<Run, 'id' | 'showId' | 'kind'>, at: string): Run {
  return {
    ...input,
    state: 'planned',
    startedAt: null,
    endedAt: null,
    onAirSlotId: null,
    onAirSince: null,
    armedSlotId: null,
    previousSlotIds: [],
    frozenAt: null,
    startChecks: null,
    ...nobodyHolds,
    copyOf: null,
    createdAt: at,
  };
}

const nobodyHolds = { holder: null, offeredTo: null, takeAsks: [] as Run['takeAsks'] } as const;

export const startRun = defineMutation({
  name: 'run.start',
  roles: ['owner', 'operator'],
  input: z
    .object({
      runId: runIdSchema,
      /** Checks of the checklist that only warned, which the person goes live with all the same, and why. */
      warningsAccepted: z.array(checkIdSchema).max(30).default([]),
      reason: z.string().trim().max(300).default(''),
    })
    .refine(({ warningsAccepted, reason }) => warningsAccepted.length === 0 || reason !== '', {
      message: 'accepted warnings need a reason',
    }),
  async run(tx, { runId, warningsAccepted: warnings, reason }, ctx) {
    const run = await requireRun(tx, runId);
    if (run.state !== 'planned') throw new AppError('run/started');
    await requireReady(tx, run);
    const startChecks = warnings.length === 0 ? null : { warnings, reason };
    tx.put('run', { ...(await started(tx, run, ctx.at)), startChecks });
  },
});

export const endRun = defineMutation({
  name: 'run.end',
  roles: ['owner', 'operator'],
  input: z.object({ runId: runIdSchema }),
  async run(tx, { runId }, ctx) {
    const run = await requireRun(tx, runId);
    if (run.state === 'ended') throw new AppError('run/ended');
    await settleOnAir(tx, run, ctx.at, 'done');
    tx.put('run', {
      ...run,
      state: 'ended',
      endedAt: ctx.at,
      onAirSlotId: null,
      onAirSince: null,
      armedSlotId: null,
      ...nobodyHolds,
    });
  },
});

/** Freezes the rundown, or thaws it. */
export const freezeRun = defineMutation({
  name: 'run.freeze',
  roles: ['owner', 'operator'],
  input: z.object({ runId: runIdSchema, frozen: z.boolean() }),
  async run(tx, { runId, frozen }, ctx) {
    const run = await requireRun(tx, runId);
    if (frozen === (run.frozenAt !== null)) return;
    tx.put('run', { ...run, frozenAt: frozen ? ctx.at : null });
  },
});

export async function requireRun(tx: DocumentTx, runId: string): Promise<Run> {
  const run = await tx.get('run', runId);
  if (!run) throw new AppError('run/not-found');
  return run;
}

/** The run as it is once started; refuses a second run of the same show at the same time. */
export async function started(tx: DocumentTx, run: Run, at: string): Promise<Run> {
  const siblings = await tx.list('run', run.showId);
  if (siblings.some((other) => other.id !== run.id && other.state === 'live'))
    throw new AppError('run/other-live');
  return { ...run, state: 'live', startedAt: at };
}
