/** The desk's one router: every feature's part, behind the contract's checks. Both transports serve this. */
import { implement } from '@orpc/server';
import { deskContract } from '#shared/contract/desk.ts';
import { AppError } from '#shared/contract/errors.ts';
import { hostViewRouter } from '../host-view/host-view.router.ts';
import { actsRouter } from './acts.router.ts';
import { auditRouter } from './audit.router.ts';
import { batchRouter } from './batch.router.ts';
import { checklistRouter } from './checklist.router.ts';
import { commentRouter } from './comment.router.ts';
import { communityRouter } from './community.router.ts';
import { mayWhileLocked } from './console-lock.ts';
import { toDeskError } from './desk-errors.ts';
import type { DeskParts } from './desk-parts.ts';
import { dropRouter } from './drop.router.ts';
import { leaseRouter } from './lease.router.ts';
import { liveRouter } from './live.router.ts';
import { outboxRouter } from './outbox.router.ts';
import { pinRouter } from './pin.router.ts';
import { platformRouter } from './platform.router.ts';
import { priceRouter } from './price.router.ts';
import { promiseRouter } from './promise.router.ts';
import { pushRouter } from './push.router.ts';
import { rehearsalRouter } from './rehearsal.router.ts';
import { reportRouter } from './report.router.ts';
import { rundownRouter } from './rundown.router.ts';
import { sequenceRouter } from './sequence.router.ts';
import { sessionRouter } from './session.router.ts';
import { severalRouter } from './several.router.ts';
import { sheetRouter } from './sheet.router.ts';
import { showRouter } from './show.router.ts';
import { signupRouter } from './signup.router.ts';
import { storageRouter } from './storage.router.ts';
import { ticketRouter } from './ticket.router.ts';
import { tillRouter } from './till.router.ts';

const contract = implement(deskContract);
export type DeskImplementer = typeof contract;

export function deskRouter(desk: DeskParts) {
  const guarded = contract.use(async ({ next, path }) => {
    try {
      if (desk.lock.state().locked && !mayWhileLocked(path)) throw new AppError('desk/locked');
      return await next();
    } catch (error) {
      throw toDeskError(error, desk.ports.log);
    }
  });
  return guarded.router({
    ...showRouter(contract, desk),
    ...rundownRouter(contract, desk),
    ...platformRouter(contract, desk),
    ...pushRouter(contract, desk),
    ...dropRouter(contract, desk),
    ...sequenceRouter(contract, desk),
    ...commentRouter(contract, desk),
    ...communityRouter(contract, desk),
    ...batchRouter(contract, desk),
    ...sheetRouter(contract, desk),
    ...liveRouter(contract, desk),
    ...rehearsalRouter(contract, desk),
    ...severalRouter(contract, desk),
    ...outboxRouter(contract, desk),
    ...sessionRouter(contract, desk),
    ...hostViewRouter(contract, desk),
    ...tillRouter(contract, desk),
    ...leaseRouter(contract, desk),
    ...ticketRouter(contract, desk),
    ...signupRouter(contract, desk),
    ...checklistRouter(contract, desk),
    ...reportRouter(contract, desk),
    ...storageRouter(contract, desk),
    ...pinRouter(contract, desk),
    ...priceRouter(contract, desk),
    ...auditRouter(contract, desk),
    ...actsRouter(contract, desk),
    ...promiseRouter(contract, desk),
  });
}
export type DeskRouter = ReturnType<typeof deskRouter>;
