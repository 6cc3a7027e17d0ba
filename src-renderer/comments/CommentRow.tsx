import { EyeOff, Forward, MessageSquareReply, MicOff, Pin, Undo2 } from 'lucide-react';
import { type FocusEvent, memo, type ReactNode, useState } from 'react';
import type { CommentAct, CommentMark } from '#shared/domain/comment/comment.schema.ts';
import type { CommentEvent } from '#shared/domain/order/order.schema.ts';
import { useWords } from '../app/i18n.ts';
import { cx } from '../ui/class-names.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { ActState } from './ActState.tsx';
import type { RowKeyAction } from './use-row-keys.ts';

export interface RowState {
  readonly hidden: boolean;
  readonly muted: boolean;
  readonly pinned: boolean;
  /** The latest act about it. */
  readonly act: CommentAct | null;
}

/**
 * One comment. What can be done with it stands beside it while it is pointed at or has the focus, and is not there
 * before: of five hundred comments a second nobody points at more than one.
 */
export const CommentRow = memo(function CommentRow({
  comment,
  mark,
  state,
  stop,
  mayAct,
  mayAsk,
  onAction,
  onUser,
}: {
  comment: CommentEvent;
  mark: CommentMark | null;
  state: RowState;
  /** The one row that Tab comes to. */
  stop: boolean;
  mayAct: boolean;
  mayAsk: boolean;
  onAction: (commentId: string, action: RowKeyAction) => void;
  onUser: (comment: CommentEvent) => void;
}) {
  const t = useWords('comments');
  const { hidden, muted, pinned, act } = state;
  const undoable = hidden || muted || pinned;
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) =>
    setFocused(relatedTarget instanceof Node && currentTarget.contains(relatedTarget));
  const button = (action: RowKeyAction, key: string, label: string, icon: ReactNode) => (
    <IconButton
      label={`${label} (${key})`}
      tabIndex={stop ? 0 : -1}
      className="size-6"
      onClick={() => onAction(comment.commentId, action)}
    >
      {icon}
    </IconButton>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of a log, not a set of fields
    <div
      role="group"
      data-comment-id={comment.commentId}
      data-hidden={hidden || undefined}
      data-muted={muted || undefined}
      data-pinned={pinned || undefined}
      tabIndex={stop ? 0 : -1}
      aria-label={`${comment.user.name}: ${comment.text}`}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={onBlur}
      className={cx(
        'relative border-b border-line/60 px-3 py-1 leading-snug break-words outline-offset-[-2px]',
        mark?.question && 'bg-raised',
      )}
    >
      <button
        type="button"
        tabIndex={-1}
        title={t('onlyUser', { name: comment.user.name })}
        onClick={() => onUser(comment)}
        className="mr-2 text-muted hover:text-text hover:underline"
      >
        {comment.user.name}
      </button>
      <span className={cx(mark?.question && 'font-medium', (hidden || muted) && 'text-faint line-through')}>
        {comment.text}
      </span>
      {hidden && <span className="ml-2 text-2xs text-muted">{t('isHidden')}</span>}
      {muted && <span className="ml-2 text-2xs text-muted">{t('isMuted')}</span>}
      {act?.act === 'reply' && (
        <span className="mt-0.5 block border-l-2 border-line-strong pl-2 text-xs">
          <span className="mr-1.5 text-muted">{t(act.rule ? 'byTeamAuto' : 'byTeam')}</span>
          {act.text}
        </span>
      )}
      {act && act.state !== 'done' && <ActState act={act} />}
      {(pointed || focused) && (
        <span className="absolute top-0.5 right-1 flex rounded-md border border-line-strong bg-raised shadow-sm">
          {mayAsk && button('to-host', 'H', t('toHost'), <Forward size={13} aria-hidden />)}
          {mayAct && (
            <>
              {button('reply', 'R', t('reply'), <MessageSquareReply size={13} aria-hidden />)}
              {button('pin', 'P', t('pin'), <Pin size={13} aria-hidden />)}
              {button('hide', 'X', t('hide'), <EyeOff size={13} aria-hidden />)}
              {button('mute', 'M', t('mute'), <MicOff size={13} aria-hidden />)}
              {undoable && button('undo', 'U', t('undo'), <Undo2 size={13} aria-hidden />)}
            </>
          )}
        </span>
      )}
    </div>
  );
});
