/** What a person can do about comments, as orders to the hub; each says what became of it. */
import { useMemo } from 'react';
import type { CommentActName, CommentDesk } from '#shared/domain/comment/comment.schema.ts';
import type { CommentEvent } from '#shared/domain/order/order.schema.ts';
import { useCurrentShow } from '../app/current-show.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { toast } from '../ui/toast.ts';

type OneAct = Exclude<CommentActName, 'reply' | 'answer'>;
/** Longer questions than this are cut before the host. */
const MOST_QUESTION_CHARS = 300;

export interface CommentActsOnScreen {
  toHost(text: string, userName: string): Promise<void>;
  act(act: OneAct, about: { commentId?: string; userId?: string }): Promise<void>;
  reply(text: string, to: { commentId: string | null; topic: string | null }): Promise<boolean>;
  answered(topic: string): Promise<void>;
  auto(on: boolean): Promise<boolean>;
  settle(actId: string, done: boolean): Promise<void>;
}

/** Null while no show stands. */
export function useCommentActs(): CommentActsOnScreen | null {
  const t = useWords('comments');
  const act = useAct();
  const { show, run } = useCurrentShow();
  const showId = show?.id;
  const runKind = run?.kind;
  return useMemo(() => {
    if (!showId || !runKind) return null;
    const target = { showId, runKind };
    return {
      async toHost(text, userName) {
        const question = text.trim().slice(0, MOST_QUESTION_CHARS);
        if (question === '') return;
        if (await act(() => client.question.queue({ ...target, text: question, userName })))
          toast.ok(t('sentToHost'));
      },
      async act(
        name,
        { commentId = null, userId = null }: { commentId?: string | null; userId?: string | null },
      ) {
        if (await act(() => client.comment.act({ ...target, act: name, commentId, userId })))
          toast.ok(t(`did_${name}`));
      },
      async reply(text, to) {
        const sent = await act(() => client.comment.reply({ ...target, ...to, text }));
        if (sent) toast.ok(t('did_reply'));
        return sent;
      },
      async answered(topic) {
        await act(() => client.comment.answer({ ...target, topic }));
      },
      auto: (on) => act(() => client.comment.auto({ ...target, on })),
      async settle(actId, done) {
        await act(() => client.comment.settle({ actId, done }));
      },
    };
  }, [showId, runKind, act, t]);
}

/** What undoing means for a comment as it stands: the act that takes back the last thing done to it. */
export function undoOf(
  { commentId, user }: Pick<CommentEvent, 'commentId' | 'user'>,
  { hidden, muted, pinned, acts }: Pick<CommentDesk, 'hidden' | 'muted' | 'pinned' | 'acts'>,
): OneAct | null {
  const standing: Partial<Record<CommentActName, OneAct>> = {
    ...(hidden.includes(commentId) && { hide: 'unhide' }),
    ...(pinned?.commentId === commentId && { pin: 'unpin' }),
    ...(muted.some(({ id }) => id === user.id) && { mute: 'unmute' }),
  };
  const last = acts.find(
    ({ act, state, ...about }) =>
      state === 'done' &&
      standing[act] !== undefined &&
      (act === 'mute' ? about.user?.id === user.id : about.commentId === commentId),
  );
  // What was done so long ago that the hub does not tell of it any more comes after what it does tell of.
  return (last ? standing[last.act] : Object.values(standing)[0]) ?? null;
}
