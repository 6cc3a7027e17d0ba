/** Every mutation by its name: what a desk may ask for and a hub knows how to do. */
import type { z } from 'zod';
import type { Mutation } from '../sync/mutation.ts';
import * as approval from './approval/approval.mutations.ts';
import * as blockedWord from './comment/blocked-word.mutations.ts';
import * as cannedReply from './comment/canned-reply.mutations.ts';
import * as replyRule from './comment/reply-rule.mutations.ts';
import * as drop from './drop/drop.mutations.ts';
import * as sequence from './drop/sequence.mutations.ts';
import * as group from './group/group.mutations.ts';
import * as handover from './handover/handover.mutations.ts';
import * as lease from './lease/lease.mutations.ts';
import * as mark from './mark/mark.mutations.ts';
import * as push from './platform/push-policy.mutations.ts';
import * as policy from './policy/policy.mutations.ts';
import * as post from './post/post.mutations.ts';
import * as product from './product/product.mutations.ts';
import * as promise from './promise/promise.mutations.ts';
import * as question from './question/question.mutations.ts';
import * as rehearsal from './rehearsal/rehearsal.mutations.ts';
import * as rundown from './rundown/rundown.mutations.ts';
import * as show from './show/show.mutations.ts';
import * as holder from './show/take-holder.mutations.ts';
import * as signup from './signup/signup.mutations.ts';
import * as ticket from './till/ticket.mutations.ts';
import * as till from './till/till.mutations.ts';

export const mutations = {
  'show.create': show.createShow,
  'show.edit': show.editShow,
  'run.create': show.createRun,
  'run.start': show.startRun,
  'run.end': show.endRun,
  'run.freeze': show.freezeRun,
  'run.rehearse': rehearsal.rehearse,
  'rehearsal.reset': rehearsal.resetRehearsal,
  'take.hold': holder.holdTake,
  'take.release': holder.releaseTake,
  'take.offer': holder.offerTake,
  'take.accept': holder.acceptTake,
  'take.decline': holder.declineTake,
  'take.ask': holder.askForTake,
  'take.settle-ask': holder.settleAsk,
  'take.take-over': holder.takeOver,
  'rundown.take': rundown.take,
  'rundown.back': rundown.back,
  'rundown.arm': rundown.arm,
  'rundown.skip': rundown.skip,
  'rundown.move': rundown.move,
  'rundown.plan': rundown.plan,
  'rundown.add': rundown.addSlot,
  'rundown.remove': rundown.removeSlot,
  'push.set': push.setPushPolicy,
  'product.import': product.importProducts,
  'product.reprice': product.repriceProduct,
  'product.confirm-price': product.confirmPrice,
  'product.shelf': product.setShelf,
  'product.stock': product.changeStock,
  'approval.confirm': approval.confirmApproval,
  'approval.refuse': approval.refuseApproval,
  'policy.set': policy.setPolicy,
  'drop.plan': drop.planDrop,
  'drop.edit': drop.editDrop,
  'drop.remove': drop.removeDrop,
  'sequence.plan': sequence.planSequence,
  'sequence.edit': sequence.editSequence,
  'sequence.remove': sequence.removeSequence,
  'group.import': group.importGroups,
  'group.remove': group.removeGroup,
  'post.save': post.savePost,
  'post.remove': post.removePost,
  'post.release': post.releasePost,
  'post.cancel-release': post.cancelRelease,
  'question.queue': question.queueQuestion,
  'question.settle': question.settleQuestion,
  'promise.note': promise.notePromise,
  'promise.edit': promise.editPromise,
  'promise.settle': promise.settlePromise,
  'handover.offer': handover.offerHandover,
  'handover.acknowledge': handover.acknowledgeHandover,
  'handover.withdraw': handover.withdrawHandover,
  'blocked-word.add': blockedWord.addBlockedWords,
  'blocked-word.remove': blockedWord.removeBlockedWord,
  'canned-reply.save': cannedReply.saveCannedReply,
  'canned-reply.remove': cannedReply.removeCannedReply,
  'reply-rule.save': replyRule.saveReplyRule,
  'reply-rule.remove': replyRule.removeReplyRule,
  'reply-policy.set': replyRule.setReplyPolicy,
  'mark.make': mark.makeMark,
  'mark.note': mark.noteMark,
  'mark.remove': mark.removeMark,
  'till.set-up': till.setUpTill,
  'lease.take': lease.takeLease,
  'lease.return': lease.returnLease,
  'lease.reclaim': lease.reclaimLease,
  'ticket.sell': ticket.sellTicket,
  'ticket.open': ticket.openTicket,
  'ticket.pay': ticket.payTicket,
  'ticket.cancel': ticket.cancelTicket,
  'ticket.refund': ticket.refundTicket,
  'signup.add': signup.addSignup,
} as const;

export type MutationName = keyof typeof mutations;
export type MutationInput<N extends MutationName> = z.input<(typeof mutations)[N]['input']>;

export function isMutationName(name: string): name is MutationName {
  return Object.hasOwn(mutations, name);
}

/** An op's input as it may lie in the open: without what makes it sensitive. */
export function openInput(name: string, input: unknown): unknown {
  const mutation = mutationNamed(name);
  return mutation?.sensitive ? (mutation.masked?.(input) ?? null) : input;
}

/** The mutation of that name, or null: names come from other versions of the program too. */
export function mutationNamed(name: string): Mutation | null {
  return isMutationName(name) ? (mutations[name] as unknown as Mutation) : null;
}
