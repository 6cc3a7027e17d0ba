import { AppError, isErrorCode } from '#shared/contract/errors.ts';
import type { Op } from '#shared/contract/hub.ts';
import type { Actor, HubServices } from '../hub.ts';

/** Runs an op whose refusal is an error to the caller. Throws `AppError` with the code it was refused for. */
export async function applyOp(services: Pick<HubServices, 'runOp'>, actor: Actor, op: Op): Promise<void> {
  const result = await services.runOp(op, actor);
  if (result.outcome === 'applied') return;
  if (!isErrorCode(result.code))
    throw new Error(`an op was refused with a code outside the table: ${result.code}`);
  throw new AppError(result.code, result.params);
}
