/** What the hub knows of comments beside the comments themselves: marks, acts, counts and clusters. */
import { z } from 'zod';
import { commentEventSchema } from '../order/order.schema.ts';
import { runKindSchema } from '../show/show.schema.ts';
import { commentActStateSchema } from './act.states.ts';
import { blockedHitSchema } from './blocked.ts';

/** What was found in a comment when it came in. Never part of the fact; only comments with something have one. */
export const commentMarkSchema = z.object({
  commentId: z.string(),
  question: z.boolean(),
  topic: z.string().nullable(),
  blocked: blockedHitSchema.nullable(),
});
export type CommentMark = z.infer<typeof commentMarkSchema>;

/** What is done to comments at the platform. `allow` and `answer` are kept by the hub alone: nothing leaves. */
export const moderationSchema = z.enum(['pin', 'unpin', 'hide', 'unhide', 'mute', 'unmute']);
export type Moderation = z.infer<typeof moderationSchema>;
export const commentActNameSchema = z.enum(['reply', ...moderationSchema.options, 'allow', 'answer']);
export type CommentActName = z.infer<typeof commentActNameSchema>;

const userSchema = commentEventSchema.shape.user;

export const commentActSchema = z.object({
  actId: z.string(),
  showId: z.string(),
  runKind: runKindSchema,
  act: commentActNameSchema,
  commentId: z.string().nullable(),
  user: userSchema.nullable(),
  /** The cluster that it answers. */
  topic: z.string().nullable(),
  /** What is said in the room, or what the comment says. */
  text: z.string(),
  /** Set where a rule answered by itself: its id, its name, and the line it was filled from. */
  rule: z.object({ id: z.string(), name: z.string(), line: z.string() }).nullable(),
  /** Who did it; who switched answering on, where a rule did. */
  byName: z.string(),
  state: commentActStateSchema,
  /** Why it failed or expired, as an error code. */
  reason: z.string().nullable(),
  at: z.string(),
  settledAt: z.string().nullable(),
  revision: z.int(),
});
export type CommentAct = z.infer<typeof commentActSchema>;

export const commentTopicSchema = z.object({
  key: z.string(),
  asked: z.int(),
  /** Asked since it was answered last. */
  open: z.int(),
  answeredAt: z.string().nullable(),
  /** What was said then; null where somebody marked it as answered. */
  answer: z.string().nullable(),
  samples: z.array(commentEventSchema),
});
export type CommentTopic = z.infer<typeof commentTopicSchema>;

/** Why answering by itself was switched off by the hub, where no person did. */
export const autoOffReasonSchema = z.enum(['hub-slept', 'nobody-watching', 'run-ended']);
export type AutoOffReason = z.infer<typeof autoOffReasonSchema>;

export const autoReplyStateSchema = z.object({
  on: z.boolean(),
  /** Since when it is as it is, and who did it; null where nobody has touched it. */
  since: z.string().nullable(),
  byName: z.string().nullable(),
  offReason: autoOffReasonSchema.nullable(),
  said: z.int(),
});
export type AutoReplyState = z.infer<typeof autoReplyStateSchema>;

/** All that the comment desk shows beside the stream; each one is whole. */
export const commentDeskSchema = z.object({
  counts: z.object({ all: z.int(), questions: z.int(), blocked: z.int() }),
  auto: autoReplyStateSchema,
  pinned: z.object({ commentId: z.string(), name: z.string(), text: z.string() }).nullable(),
  hidden: z.array(z.string()),
  allowed: z.array(z.string()),
  muted: z.array(userSchema),
  topics: z.array(commentTopicSchema),
  /** The latest, newest first. */
  acts: z.array(commentActSchema),
});
export type CommentDesk = z.infer<typeof commentDeskSchema>;

export const emptyCommentDesk: CommentDesk = {
  counts: { all: 0, questions: 0, blocked: 0 },
  auto: { on: false, since: null, byName: null, offReason: null, said: 0 },
  ...{ pinned: null, hidden: [], allowed: [], muted: [], topics: [], acts: [] },
};
