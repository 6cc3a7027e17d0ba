import { Plus, Send, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { client } from '#renderer/client/client.ts';
import { useAct } from '#renderer/client/use-act.ts';
import { SyncMark } from '#renderer/sync/SyncMark.tsx';
import { useMarks } from '#renderer/sync/use-sync.ts';
import { useMayNot } from '#renderer/team/use-may.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ConfirmDialog } from '#renderer/ui/ConfirmDialog.tsx';
import { IconButton } from '#renderer/ui/IconButton.tsx';
import { Select } from '#renderer/ui/Select.tsx';
import type { Post } from '#shared/domain/post/post.schema.ts';
import type { RunKind, Show } from '#shared/domain/show/show.schema.ts';
import { BatchHistory } from './BatchHistory.tsx';
import { SavedState } from './SavedState.tsx';
import { openPlan } from './send-view.ts';
import { closeDraft, type OpenDraft, openBlank, openPost } from './use-draft.ts';

/** Which announcement of which show is open, and whether it is saved. */
export function PostHeader({
  show,
  shows,
  posts,
  opened,
  onShow,
  runKind,
}: {
  show: Show;
  shows: readonly Show[];
  posts: readonly (Post & { readonly pending: boolean })[];
  opened: OpenDraft;
  onShow: (showId: Show['id']) => void;
  /** Whether a batch would be real; null while the show has no run. */
  runKind: RunKind | null;
}) {
  const t = useWords('community');
  const act = useAct();
  const marks = useMarks();
  const mayNot = useMayNot('post');
  const [asking, setAsking] = useState(false);
  const { draft, flush, saveState } = opened;
  const postId = draft.id;
  const pending = posts.some(({ id, pending: waits }) => id === postId && waits);
  const name = (title: string) => title.trim() || t('untitled');
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1.5 border-b border-line px-3 py-1.5">
      <h2 className="shrink-0 font-semibold">{t('posts')}</h2>
      <Select
        aria-label={t('show')}
        className="min-w-32 max-w-56 flex-1"
        value={show.id as string}
        onChange={(id) => {
          const next = shows.find((one) => one.id === id);
          if (!next) return;
          closeDraft();
          onShow(next.id);
        }}
        options={shows.map(({ id, title }): { value: string; label: string } => ({
          value: id,
          label: title,
        }))}
      />
      <Select
        aria-label={t('post')}
        className="min-w-32 max-w-56 flex-1"
        value={postId ?? ''}
        onChange={(id) => {
          const post = posts.find((one) => one.id === id);
          if (post) openPost(post);
        }}
        options={[
          ...(postId === null ? [{ value: '', label: `${t('newPost')} ${draft.title}` }] : []),
          ...posts.map(({ id, title }): { value: string; label: string } => ({
            value: id,
            label: id === postId ? name(draft.title) : name(title),
          })),
        ]}
      />
      <IconButton
        label={t('newPost')}
        onClick={() => openBlank(show.id)}
        disabled={saveState === 'empty' || mayNot !== null}
      >
        <Plus size={16} aria-hidden />
      </IconButton>
      {postId !== null && (
        <IconButton label={t('deletePost')} disabled={mayNot !== null} onClick={() => setAsking(true)}>
          <Trash2 size={14} aria-hidden />
        </IconButton>
      )}
      <div className="ml-auto flex items-center gap-2">
        {mayNot === null && <SavedState state={saveState} />}
        <SyncMark mark={postId === null ? null : marks([postId], pending)} />
        <Button size="sm" disabled={saveState !== 'unsaved' && saveState !== 'failed'} onClick={flush}>
          {t('save')}
        </Button>
        <BatchHistory showId={show.id} />
        <Button
          size="sm"
          look="primary"
          data-testid="post-send"
          title={mayNot ?? t('toDryRunHint')}
          disabled={
            mayNot !== null ||
            postId === null ||
            saveState !== 'saved' ||
            draft.text.trim() === '' ||
            runKind === null
          }
          icon={<Send size={13} aria-hidden />}
          onClick={() => {
            if (postId !== null && runKind !== null)
              openPlan({ showId: show.id, postId, runKind, title: draft.title });
          }}
        >
          {t('toDryRun')}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('deletePostTitle', { title: name(draft.title) })}
        description={t('deletePostText')}
        confirmLabel={t('delete')}
        look="danger"
        onConfirm={async () => {
          if (postId === null) return;
          await flush();
          if (await act(() => client.post.remove({ postId }))) openBlank(show.id);
        }}
      />
    </header>
  );
}
