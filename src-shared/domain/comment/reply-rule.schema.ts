import { z } from 'zod';
import { replyRuleIdSchema } from '../../sync/ids.ts';
import { isoTimeSchema } from '../show/show.schema.ts';
import { replyTextSchema } from './canned-reply.schema.ts';

/** "Who writes one of these words gets one of these answers", from the team's own account and named as its own. */
export const replyRuleSchema = z.object({
  id: replyRuleIdSchema,
  name: z.string().trim().min(1).max(40),
  keywords: z.array(z.string().trim().min(1).max(40)).min(1).max(20),
  lines: z.array(replyTextSchema).min(1).max(10),
  /** Seconds before this rule answers again. */
  cooldownSec: z.int().min(0).max(3600),
  active: z.boolean(),
  updatedAt: isoTimeSchema,
  updatedBy: z.string(),
});
export type ReplyRule = z.infer<typeof replyRuleSchema>;
export const MOST_RULES = 100;

/** One of it a workspace, under an id that everybody knows. */
export const REPLY_POLICY_ID = 'reply-policy';
export const replyPolicySchema = z.object({
  id: z.literal(REPLY_POLICY_ID),
  capPerMinute: z.int().min(1).max(30),
  /** A line is not said again until so many others have been. */
  noRepeatWithin: z.int().min(0).max(20),
});
export type ReplyPolicy = z.infer<typeof replyPolicySchema>;
export const defaultReplyPolicy: ReplyPolicy = { id: REPLY_POLICY_ID, capPerMinute: 6, noRepeatWithin: 3 };
