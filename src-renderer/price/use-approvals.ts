import { useQuery } from '@tanstack/react-query';
import type { WaitingApproval } from '#shared/contract/price.ts';
import { approvalExpired } from '#shared/domain/approval/approval.schema.ts';
import type { ShowId } from '#shared/sync/ids.ts';
import { orpc } from '../client/client.ts';

const none: readonly WaitingApproval[] = [];

/** Price changes that wait for a second person, oldest first: of a show, or of all. */
export function useApprovals(showId: ShowId | null): readonly WaitingApproval[] {
  return useQuery(orpc.approval.waiting.queryOptions({ input: { showId } })).data ?? none;
}

export interface ApprovalSummary {
  /** Those that this person can answer: somebody else's, and not expired. */
  readonly toAnswer: readonly WaitingApproval[];
  /** Their own, which wait for others. */
  readonly mine: readonly WaitingApproval[];
  readonly expired: readonly WaitingApproval[];
}

export function summaryOf(approvals: readonly WaitingApproval[], nowMs: number): ApprovalSummary {
  const expired = approvals.filter((each) => approvalExpired(each, nowMs));
  const open = approvals.filter((each) => !expired.includes(each));
  return { expired, toAnswer: open.filter(({ mine }) => !mine), mine: open.filter(({ mine }) => mine) };
}
