import { errorText, isErrorCode } from '#shared/contract/errors.ts';
import type { CommentAct } from '#shared/domain/comment/comment.schema.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { cx } from '../ui/class-names.ts';
import { useCommentActs } from './use-comment-acts.ts';

/** What became of an act, where it is not simply done; one of which nobody knows, a person settles. */
export function ActState({ act }: { act: CommentAct }) {
  const t = useWords('comments');
  const language = useLanguage();
  const acts = useCommentActs();
  const { state, reason } = act;
  const why = reason !== null && isErrorCode(reason) ? errorText(reason, {}, language) : null;
  return (
    <span
      data-testid="comment-act"
      data-state={state}
      title={why ?? undefined}
      className={cx(
        'mt-0.5 flex flex-wrap items-center gap-1.5 rounded-sm px-1 text-2xs',
        state === 'sending' ? 'hatched-faint text-muted' : state === 'done' ? 'text-ok' : 'text-warn',
      )}
    >
      {t(`act_${act.act}`)} · {t(`state_${state}`)}
      {state === 'unknown' && acts && (
        <>
          <button type="button" className="underline" onClick={() => void acts.settle(act.actId, true)}>
            {t('settleDone')}
          </button>
          <button type="button" className="underline" onClick={() => void acts.settle(act.actId, false)}>
            {t('settleFailed')}
          </button>
        </>
      )}
    </span>
  );
}
