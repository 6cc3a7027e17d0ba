import { skipToken, useQuery } from '@tanstack/react-query';
import { CornerDownLeft, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { type CannedReply, MOST_REPLY_CHARS } from '#shared/domain/comment/canned-reply.schema.ts';
import { useCurrentShow } from '../app/current-show.ts';
import { useWords } from '../app/i18n.ts';
import { client, orpc } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { cx } from '../ui/class-names.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { useCommentActs } from './use-comment-acts.ts';

export interface ReplyTarget {
  readonly commentId: string | null;
  readonly topic: string | null;
  /** Whom or what it answers, in words. */
  readonly label: string;
  readonly userName: string | null;
}

/**
 * Answers in the room, as the team's own account. `/` looks for a canned reply; its variables are filled with what holds
 * now, and what is seen is what is sent.
 */
export function ReplyBox({ target, onDone }: { target: ReplyTarget | null; onDone: () => void }) {
  const t = useWords('comments');
  const act = useAct();
  const acts = useCommentActs();
  const { show, run } = useCurrentShow();
  const [text, setText] = useState('');
  const [unfilled, setUnfilled] = useState<readonly string[]>([]);
  const [chosen, setChosen] = useState(0);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const picking = text.startsWith('/');
  const canned =
    useQuery(orpc.comment.rules.queryOptions({ input: picking ? undefined : skipToken })).data?.canned ?? [];
  const wanted = text.slice(1).trim().toLowerCase();
  const found = picking
    ? canned.filter(({ title, text: line }) => `${title} ${line}`.toLowerCase().includes(wanted)).slice(0, 8)
    : [];
  const at = Math.min(chosen, Math.max(0, found.length - 1));

  useEffect(() => {
    if (target) field.current?.focus();
  }, [target]);

  async function pick(reply: CannedReply | undefined) {
    if (!reply || !show || !run) return;
    await act(async () => {
      const userName = target?.userName ?? null;
      const filled = await client.comment.fill({
        showId: show.id,
        runKind: run.kind,
        text: reply.text,
        userName,
      });
      setText(filled.text);
      setUnfilled(filled.unfilled);
    });
    field.current?.focus();
  }
  async function send() {
    const line = text.trim();
    if (!acts || busy || line === '' || missing.length > 0) return;
    setBusy(true);
    const sent = await acts.reply(line, {
      commentId: target?.commentId ?? null,
      topic: target?.topic ?? null,
    });
    setBusy(false);
    if (!sent) return;
    setText((now) => (now.trim() === line ? '' : now));
    setUnfilled([]);
    onDone();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (picking && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setChosen((at + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      void (picking ? pick(found[at]) : send());
    } else if (event.key === 'Escape') {
      event.preventDefault();
      // The keys of the desk are its own again once the field is left.
      if (text === '' && !target) (event.target as HTMLElement).blur();
      setText('');
      setUnfilled([]);
      onDone();
    }
  }
  const missing = unfilled.filter((name) => text.includes(name));
  return (
    <div className="relative shrink-0 border-t border-line p-2" data-testid="reply-box">
      {picking && (
        <div
          id={listId}
          role="listbox"
          aria-label={t('canned')}
          className="absolute inset-x-2 bottom-full z-10 mb-1 max-h-56 overflow-y-auto rounded-md border border-line-strong bg-panel py-1 shadow-xl"
        >
          {found.length === 0 && (
            <div
              tabIndex={-1}
              role="option"
              aria-selected={false}
              aria-disabled
              className="px-2 py-1 text-xs text-muted"
            >
              {t(canned.length === 0 ? 'cannedNone' : 'cannedNotFound')}
            </div>
          )}
          {found.map((reply, n) => (
            <div
              tabIndex={-1}
              key={reply.id}
              id={`${listId}-${n}`}
              role="option"
              aria-selected={n === at}
              className={cx('cursor-pointer px-2 py-1 text-sm', n === at && 'bg-hover')}
              onPointerDown={(event) => {
                event.preventDefault();
                void pick(reply);
              }}
            >
              <span className="font-semibold">{reply.title}</span>
              <span className="ml-2 text-xs break-words text-muted">{reply.text}</span>
            </div>
          ))}
        </div>
      )}
      {target && (
        <p className="mb-1 flex items-center gap-1 text-xs">
          <span className="min-w-0 flex-1 truncate" data-testid="reply-target">
            {t('replyTo', { name: target.label })}
          </span>
          <IconButton label={t('replyToRoom')} className="size-5" onClick={onDone}>
            <X size={12} aria-hidden />
          </IconButton>
        </p>
      )}
      <div className="flex items-center gap-1">
        <TextInput
          ref={field}
          value={text}
          maxLength={MOST_REPLY_CHARS}
          role="combobox"
          aria-label={t('replyField')}
          aria-expanded={picking}
          aria-controls={picking ? listId : undefined}
          aria-activedescendant={picking && found.length > 0 ? `${listId}-${at}` : undefined}
          aria-autocomplete="list"
          aria-invalid={missing.length > 0 || undefined}
          placeholder={t('replyPlaceholder')}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          className="h-7"
        />
        <IconButton
          label={t('replySend')}
          disabled={busy || picking || text.trim() === '' || missing.length > 0}
          onClick={() => void send()}
        >
          <CornerDownLeft size={14} aria-hidden />
        </IconButton>
      </div>
      {missing.length > 0 && (
        <p role="alert" className="mt-1 text-2xs text-live">
          {t('unfilled', { names: missing.join('、') })}
        </p>
      )}
    </div>
  );
}
