import type { Command } from '#shared/contract/hub.ts';
import { isoNow } from '#shared/sync/clock.ts';
import { assertInTime } from '../effects/boot.ts';
import type { HubServices, OrderToAct } from '../hub.ts';
import { applyOp } from '../ingest/apply-op.ts';
import type { KnownDevice } from '../store/hub-store.ts';

export type TakeOverCommand = Extract<Command['command'], { name: 'take.take-over' }>;

/** Hands the take to who orders it, once for a command id. Throws `take/present`, `take/changed`, `effect/expired`. */
export async function takeOver(
  services: HubServices,
  { name, ...order }: TakeOverCommand,
  how: OrderToAct,
  { personId, personName, role, deviceId, deviceName }: KnownDevice,
): Promise<void> {
  const known = await services.store.documents.findOp(how.commandId);
  if (!known) assertInTime(how);
  const input = { ...order, personName, deviceName };
  const op = { opId: how.commandId, name, input, at: isoNow(services.clock) };
  await applyOp(services, { personId, role, deviceId }, op);
}
