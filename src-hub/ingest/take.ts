/**
 * Take by REST. What a key asked for is remembered before the op runs, and the op's id comes from the key: a crash at
 * any point, a retry or two requests at once run the same op, and the op log runs it once.
 */
import { createHash } from 'node:crypto';
import { AppError } from '#shared/contract/errors.ts';
import { defaultPushPolicy } from '#shared/domain/platform/push-policy.schema.ts';
import { nextSlot } from '#shared/domain/rundown/rundown.order.ts';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { Actor, HubServices } from '../hub.ts';
import { applyOp } from './apply-op.ts';

export interface TakeRequest {
  readonly showId: string;
  readonly from: string | null;
  /** Absent: the armed slot, else the next. */
  readonly to: string | undefined;
  readonly idempotencyKey: string;
}

/** What the key stands for, settled once. */
interface TakeIntent {
  readonly opId: string;
  readonly runId: string;
  readonly to: string;
  readonly at: string;
}

/** Answers the same to the same key. Throws the take's own codes, `run/not-found` and `op/id-reused`. */
export async function takeByKey(
  services: HubServices,
  actor: Actor,
  request: TakeRequest,
): Promise<{ slotId: string; takenAt: string }> {
  const intent = await settledIntent(services, actor, request);
  const { opId, runId, to, at } = intent;
  await applyOp(services, actor, {
    opId,
    name: 'rundown.take',
    input: { runId, from: request.from, to },
    at,
  });
  await pushTaken(services, { opId, runId, to });
  return { slotId: to, takenAt: at };
}

/** A take without a console is pushed by the hub itself, where its run pushes on take; once for its key. */
async function pushTaken(
  { store, acts }: HubServices,
  { opId, runId, to }: Pick<TakeIntent, 'opId' | 'runId' | 'to'>,
): Promise<void> {
  const { onTake } = (await store.documents.get('pushPolicy', runId)) ?? defaultPushPolicy;
  if (!onTake) return;
  try {
    await acts.pushOwn({ actId: `push-${digest(opId).slice(0, 48)}`, runId, slotId: to, origin: 'take' });
  } catch (error) {
    // Somebody has taken another since: theirs is pushed.
    if (!(error instanceof AppError)) throw error;
  }
}

async function settledIntent(services: HubServices, actor: Actor, request: TakeRequest): Promise<TakeIntent> {
  const { access } = services.store;
  const { showId, from, to, idempotencyKey } = request;
  const scope = `take:${actor.personId}:${showId}`;
  const bodyHash = digest(JSON.stringify({ from, to: to ?? null }));
  let remembered = await access.rememberedAnswer(scope, idempotencyKey);
  if (!remembered) {
    const intent = await newIntent(
      services,
      request,
      `take-${digest(`${scope}\n${idempotencyKey}`).slice(0, 48)}`,
    );
    await access.rememberAnswer(scope, idempotencyKey, bodyHash, JSON.stringify(intent));
    // The first one stands: another request with this key may have been quicker.
    remembered = await access.rememberedAnswer(scope, idempotencyKey);
  }
  if (!remembered || remembered.bodyHash !== bodyHash) throw new AppError('op/id-reused');
  return JSON.parse(remembered.answer) as TakeIntent;
}

async function newIntent(services: HubServices, request: TakeRequest, opId: string): Promise<TakeIntent> {
  const run = await runToTakeIn(services, request.showId);
  const to = request.to ?? (await nextSlotId(services, run, request.from));
  return { opId, runId: run.id, to, at: isoNow(services.clock) };
}

async function nextSlotId(services: HubServices, run: Run, from: string | null): Promise<string> {
  const next = nextSlot(run, await services.store.documents.list('slot', run.id));
  if (next) return next.id;
  throw new AppError(run.onAirSlotId === from ? 'rundown/nothing-next' : 'rundown/moved-on');
}

/** The run that is on; else the newest that is meant for the broadcast and has not ended. */
async function runToTakeIn(services: HubServices, showId: string): Promise<Run> {
  const { documents } = services.store;
  if (!(await documents.get('show', showId))) throw new AppError('show/not-found');
  const runs = await documents.list('run', showId);
  const run =
    runs.find(({ state }) => state === 'live') ??
    newestFirst(runs).find(({ kind, state }) => kind === 'live' && state !== 'ended');
  if (!run) throw new AppError('run/not-found');
  return run;
}

export function newestFirst(runs: readonly Run[]): Run[] {
  return [...runs].sort(
    (a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || (a.id < b.id ? 1 : -1),
  );
}

function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
