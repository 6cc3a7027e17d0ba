import type { Command } from '#shared/contract/hub.ts';
import { isoNow } from '#shared/sync/clock.ts';
import { assertInTime } from '../effects/boot.ts';
import type { Actor, HubServices, OrderToAct } from '../hub.ts';
import { applyOp } from '../ingest/apply-op.ts';

export type LeaseCommand = Extract<Command['command'], { name: 'lease.take' }>;

/** Grants stock to a till, once for a command id ([SY54]). Throws `lease/not-enough {free}` and `effect/expired`. */
export async function takeLease(
  services: HubServices,
  { name, ...input }: LeaseCommand,
  order: OrderToAct,
  { personId, role, deviceId }: Actor,
): Promise<void> {
  const known = await services.store.documents.findOp(order.commandId);
  if (!known) assertInTime(order);
  const op = { opId: order.commandId, name, input, at: isoNow(services.clock) };
  await applyOp(services, { personId, role, deviceId }, op);
}
