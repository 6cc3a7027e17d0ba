/** Rehearsals at the hub: how the sandbox stands, what a reset would clear, and the reset itself. */
import { AppError } from '#shared/contract/errors.ts';
import type { Command } from '#shared/contract/hub.ts';
import type { RehearsalLeft } from '#shared/contract/rehearsal.ts';
import { rehearsalDocuments } from '#shared/domain/rehearsal/rehearsal-documents.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { Sandbox } from '../connectors/sandbox/sandbox.ts';
import { assertInTime } from '../effects/boot.ts';
import type { HubServices, OrderToAct } from '../hub.ts';
import type { HubLog } from '../hub-log.ts';
import { applyOp } from '../ingest/apply-op.ts';
import type { KnownDevice } from '../store/hub-store.ts';
import type { DeskRequests } from './desk-requests.ts';

export type RehearsalRequestName = 'sandbox' | 'rehearsalLeft';
export type ResetCommand = Extract<Command['command'], { name: 'rehearsal.reset' }>;

export function createRehearsalRequests(
  { store }: Pick<HubServices, 'store'>,
  sandbox: Pick<Sandbox, 'state'>,
): Pick<DeskRequests, RehearsalRequestName> {
  return {
    sandbox: async ({ showId }) => sandbox.state(showId),
    rehearsalLeft: ({ showId }) => rehearsalLeft(store, showId),
  };
}

const counted = ['ticket', 'lease', 'question'];

export async function rehearsalLeft(store: HubServices['store'], showId: string): Promise<RehearsalLeft> {
  const { runs, slots, removed } = await rehearsalDocuments(store.documents, showId);
  const ofKind = (wanted: string) => removed.filter(({ kind }) => kind === wanted).length;
  return {
    ...(await store.rehearsals.left(showId)),
    ...{ tickets: ofKind('ticket'), leases: ofKind('lease'), questions: ofKind('question') },
    notes: removed.filter(({ kind }) => !counted.includes(kind)).length,
    copies: runs.filter(({ copyOf }) => copyOf !== null).length,
    runs: runs.filter(({ copyOf, state }) => copyOf === null && state !== 'planned').length,
    slots: slots.filter(({ takenAt }) => takenAt !== null).length,
  };
}

/** Once for a command id ([SY54]). Throws `rehearsal/running`, `show/not-found` and `effect/expired`. */
export async function resetRehearsal(
  { services, sandbox, log }: { services: HubServices; sandbox: Pick<Sandbox, 'forget'>; log: HubLog },
  { name, ...input }: ResetCommand,
  order: OrderToAct,
  { personId, personName, role, deviceId }: KnownDevice,
): Promise<void> {
  const { store, clock } = services;
  const { showId } = input;
  const op = { opId: order.commandId, name, input, at: isoNow(clock) };
  if (!(await store.documents.findOp(order.commandId))) {
    assertInTime(order);
    const runs = await store.documents.list('run', showId);
    if (runs.some(({ kind, state }) => kind === 'rehearsal' && state === 'live'))
      throw new AppError('rehearsal/running');
    // Its viewers first: what they did a moment later would be left over.
    await sandbox.forget(showId);
    log.info(
      { showId, personId, deviceId, left: await rehearsalLeft(store, showId) },
      'a rehearsal is reset',
    );
  }
  await applyOp(services, { personId, personName, role, deviceId }, op);
}
