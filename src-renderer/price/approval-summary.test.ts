import { expect, test } from 'vitest';
import type { WaitingApproval } from '#shared/contract/price.ts';
import { APPROVAL_TTL_MS } from '#shared/domain/approval/approval.schema.ts';
import { summaryOf } from './use-approvals.ts';

const asked = '2026-06-18T12:00:00.000Z';
const one = (id: string, mine: boolean, askedAt = asked) => ({ id, mine, askedAt }) as WaitingApproval;
const ids = (all: readonly WaitingApproval[]) => all.map(({ id }) => id);

test('what a person can answer is counted apart from what waits for others, and an expired one is neither', () => {
  const nowMs = Date.parse(asked) + APPROVAL_TTL_MS;
  const early = new Date(Date.parse(asked) - 1).toISOString();
  const all = [one('old', false, early), one('a', false), one('b', true), one('c', false)];
  const { toAnswer, mine, expired } = summaryOf(all, nowMs);
  expect([ids(toAnswer), ids(mine), ids(expired)]).toEqual([['a', 'c'], ['b'], ['old']]);
});
