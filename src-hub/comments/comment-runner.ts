/** Orders about comments: what each one makes of itself, and the desk that all of them stand on. */
import type { CommentCommand } from '#shared/contract/comments.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { ModerationState } from '#shared/contract/ingest.ts';
import type { CommentDesk, CommentMark } from '#shared/domain/comment/comment.schema.ts';
import type { CommentEvent } from '#shared/domain/order/order.schema.ts';
import { runKindSchema } from '#shared/domain/show/show.schema.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import { type AutoReplyPorts, createAutoReply } from '../effects/auto-reply.ts';
import { assertInTime } from '../effects/boot.ts';
import { type CommentActsPorts, createCommentActs } from '../effects/comment-acts.ts';
import type { OrderToAct } from '../hub.ts';
import type { NewCommentAct } from '../store/comment-desk.ts';
import type { HubStore, StoredChanges } from '../store/hub-store.ts';
import { createCommentJudge } from './comment-judge.ts';
import { replyValues } from './reply-values.ts';

export type CommentRunnerPorts = Omit<CommentActsPorts, 'moved' | 'store'> &
  Omit<AutoReplyPorts, 'acts' | 'valuesOf' | 'store'> & { readonly store: HubStore };

/** Enough for the panel; all of it is in the log. */
const SHOWN_ACTS = 30;
const SHOWN_TOPICS = 20;
const LOGGED = 200;
const QUOTED = 300;
const SHOWN_REPLIES = 100;

export type CommentRunner = ReturnType<typeof createCommentRunner>;

export function createCommentRunner(ports: CommentRunnerPorts) {
  const { store, clock } = ports;
  const judge = createCommentJudge(store.documents);
  const acts = createCommentActs({ ...ports, moved: ports.moved });
  const auto = createAutoReply({ ...ports, acts, valuesOf: (target) => replyValues(store, target) });

  async function said(target: FactTarget, commentId: string): Promise<CommentEvent> {
    const comment = await store.commentDesk.comment(target, commentId);
    if (!comment) throw new AppError('comment/not-found');
    return comment;
  }

  async function actOf(
    command: Exclude<CommentCommand, { name: 'comment.auto' | 'comment.settle' }>,
    base: Pick<NewCommentAct, 'actId' | 'byName' | 'at'>,
  ): Promise<NewCommentAct> {
    const { showId, runKind } = command;
    const target = { showId, runKind };
    const empty = { ...base, ...target, commentId: null, user: null, topic: null, rule: null };
    if (command.name === 'comment.answer') return { ...empty, act: 'answer', topic: command.topic, text: '' };
    const comment = command.commentId === null ? null : await said(target, command.commentId);
    const about = { ...empty, commentId: command.commentId, user: comment?.user ?? null };
    if (command.name === 'comment.reply')
      return { ...about, act: 'reply', topic: command.topic, text: command.text };
    const { act, userId } = command;
    if (comment === null && act !== 'unmute') throw new AppError('comment/not-found');
    const text = (comment?.text ?? '').slice(0, QUOTED);
    if (act !== 'unmute') return { ...about, act, text };
    const { muted } = await store.commentDesk.tally(target, 0);
    const user = comment?.user ?? muted.find(({ id }) => id === userId) ?? { id: userId ?? '', name: '' };
    return { ...about, act, user, text };
  }

  return {
    markerFor: judge.for,
    async command(
      command: CommentCommand,
      order: OrderToAct & { readonly personName: string },
    ): Promise<void> {
      const known = command.name === 'comment.auto' ? null : await store.commentDesk.act(order.commandId);
      if (known === null) assertInTime(order);
      if (command.name === 'comment.auto') {
        const { showId, runKind, on } = command;
        return auto.set({ showId, runKind }, on, order.personName);
      }
      if (command.name === 'comment.settle') return acts.settle(command.actId, command.done);
      const base = { actId: order.commandId, byName: order.personName, at: isoNow(clock) };
      const act = known ?? (await actOf(command, base));
      const seconds = Math.round(order.ttlMs / 1000);
      await acts.perform(act, () => (order.inTime() ? null : new AppError('effect/expired', { seconds })));
    },
    heard: (target: FactTarget, comments: readonly CommentEvent[], marks: readonly CommentMark[]) =>
      auto.heard(target, comments, marks),
    documentsChanged(changes: StoredChanges): void {
      judge.documentsChanged(changes);
      for (const { kind, parentId, json } of changes.changes) {
        if (kind !== 'run' || json === null) continue;
        const run: { state?: unknown; kind?: unknown } = JSON.parse(json);
        const runKind = runKindSchema.safeParse(run.kind);
        if (run.state === 'ended' && runKind.success)
          auto.runEnded({ showId: parentId, runKind: runKind.data });
      }
    },
    async desk(target: FactTarget): Promise<CommentDesk> {
      const tally = await store.commentDesk.tally(target, SHOWN_TOPICS);
      return { ...tally, auto: auto.state(target), acts: await store.commentDesk.acts(target, SHOWN_ACTS) };
    },
    /** What has been done, for whoever shows the room: nothing of what is only under way. */
    async moderation(target: FactTarget): Promise<ModerationState> {
      const { pinned, hidden, muted } = await store.commentDesk.tally(target, 0);
      const acts = await store.commentDesk.acts(target, LOGGED);
      return {
        pinned: pinned?.commentId ?? null,
        hidden,
        muted: muted.map(({ id }) => id),
        replies: acts
          .filter(({ act, state }) => act === 'reply' && state === 'done')
          .slice(0, SHOWN_REPLIES)
          .map(({ actId, commentId, text, at, rule }) => ({
            ...{ replyId: actId, replyTo: commentId, text, at, automatic: rule !== null },
          })),
      };
    },
    values: (target: FactTarget) => replyValues(store, target),
    log: async (target: FactTarget) => ({
      blocked: await store.commentDesk.blocked(target, LOGGED),
      acts: await store.commentDesk.acts(target, LOGGED),
    }),
    recover: () => acts.recover(),
    async stop(): Promise<void> {
      auto.stop();
      await acts.stop();
    },
  };
}
