import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type CannedReply, MOST_REPLY_CHARS } from '#shared/domain/comment/canned-reply.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client, orpc } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Field } from '../ui/Field.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { TextArea, TextInput } from '../ui/TextInput.tsx';

const empty = { id: null, title: '', text: '' };

export function CannedReplies() {
  const t = useWords('comments');
  const act = useAct();
  const mayNot = useMayNot('comment');
  const rules = useQuery(orpc.comment.rules.queryOptions()).data;
  const [draft, setDraft] = useState<Pick<CannedReply, 'title' | 'text'> & { id: CannedReply['id'] | null }>(
    empty,
  );
  if (!rules) return <Spinner />;
  const ready = draft.title.trim() !== '' && draft.text.trim() !== '';
  async function save() {
    // What has been written meanwhile stays.
    if (ready && (await act(() => client.comment.saveCanned(draft))))
      setDraft((now) => (now === draft ? empty : now));
  }
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {rules.canned.length === 0 ? (
        <EmptyState title={null}>{t('cannedListNone')}</EmptyState>
      ) : (
        <ul className="divide-y divide-line" aria-label={t('canned')}>
          {rules.canned.map((reply) => (
            <li key={reply.id} className="py-1.5">
              <p className="flex items-center gap-1">
                <span className="min-w-0 flex-1 truncate font-semibold">{reply.title}</span>
                {rules.pendingIds.includes(reply.id) && (
                  <span className="text-2xs text-muted">{t('pending')}</span>
                )}
                {mayNot === null && (
                  <>
                    <Button
                      size="sm"
                      look="quiet"
                      aria-label={`${t('edit')}: ${reply.title}`}
                      onClick={() => setDraft(reply)}
                    >
                      {t('edit')}
                    </Button>
                    <Button
                      size="sm"
                      look="quiet"
                      aria-label={`${t('remove')}: ${reply.title}`}
                      onClick={() => void act(() => client.comment.removeCanned({ cannedReplyId: reply.id }))}
                    >
                      {t('remove')}
                    </Button>
                  </>
                )}
              </p>
              <p className="text-xs break-words text-muted">{reply.text}</p>
            </li>
          ))}
        </ul>
      )}
      <fieldset disabled={mayNot !== null} className="flex min-w-0 flex-col gap-3">
        <Field label={t('cannedTitle')}>
          {(control) => (
            <TextInput
              {...control}
              maxLength={40}
              value={draft.title}
              onChange={(event) => setDraft({ ...draft, title: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('cannedText')} hint={t('variables')}>
          {(control) => (
            <TextArea
              {...control}
              maxLength={MOST_REPLY_CHARS}
              value={draft.text}
              onChange={(event) => setDraft({ ...draft, text: event.target.value })}
            />
          )}
        </Field>
        <div className="flex gap-2">
          <Button look="primary" disabled={!ready} onClick={() => void save()}>
            {t(draft.id === null ? 'add' : 'save')}
          </Button>
          {draft.id !== null && <Button onClick={() => setDraft(empty)}>{t('cancel')}</Button>}
        </div>
      </fieldset>
    </div>
  );
}
