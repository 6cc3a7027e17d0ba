import { Forward } from 'lucide-react';
import type { CommentEvent } from '#shared/domain/order/order.schema.ts';
import { useCurrentShow } from '../app/current-show.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { useMayNot } from '../team/use-may.ts';
import { toast } from '../ui/toast.ts';

/** Puts a comment before the host. Quiet until the row is pointed at or reached by Tab. */
export function ToHostButton({ comment }: { comment: CommentEvent }) {
  const t = useWords('stage');
  const act = useAct();
  const mayNot = useMayNot('question');
  const { show, run } = useCurrentShow();
  if (!show || !run || mayNot !== null) return null;
  const { id: showId } = show;
  const { kind: runKind } = run;
  const text = comment.text.trim().slice(0, 300);
  async function send() {
    const question = { showId, runKind, text, userName: comment.user.name };
    if (await act(() => client.question.queue(question))) toast.ok(t('sentToHost'));
  }
  return (
    <button
      type="button"
      // The list is one stop of Tab; a row's action is reached by pointing or, for all questions, in the host's panel.
      tabIndex={-1}
      aria-label={`${t('toHost')}: ${text}`}
      title={t('toHost')}
      disabled={text === ''}
      onClick={() => void send()}
      className="absolute top-0.5 right-1 hidden rounded-md border border-line-strong bg-raised p-1 text-muted group-hover:block hover:text-text"
    >
      <Forward size={13} aria-hidden />
    </button>
  );
}
