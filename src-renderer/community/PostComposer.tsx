import { useQuery } from '@tanstack/react-query';
import { Megaphone } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { chooseRun } from '#renderer/app/choose-show.ts';
import { useCurrentShow } from '#renderer/app/current-show.ts';
import { useWords } from '#renderer/app/i18n.ts';
import { orpc } from '#renderer/client/client.ts';
import { endOpEdit, useOpEdit } from '#renderer/sync/op-edit.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import type { Run, Show } from '#shared/domain/show/show.schema.ts';
import { BatchView } from './BatchView.tsx';
import { PostEditor } from './PostEditor.tsx';
import { PostHeader } from './PostHeader.tsx';
import { PostPreview } from './PostPreview.tsx';
import { ReleaseStrip } from './ReleaseStrip.tsx';
import { SendPlan } from './SendPlan.tsx';
import { LoadFailed, Loading } from './States.tsx';
import { openText, useSendView } from './send-view.ts';
import { openBlank, openPost, openRefused, useDraft } from './use-draft.ts';

/** Writes announcements of a show; beside the text stands what each group gets. */
export function PostComposer() {
  const t = useWords('community');
  const navigate = useNavigate();
  const current = useCurrentShow();
  const opened = useDraft();
  const [chosenId, setChosenId] = useState<Show['id'] | null>(opened?.draft.showId ?? null);
  const asked = useOpEdit('post.save');
  useEffect(() => {
    if (!asked) return;
    setChosenId(asked.input.showId as Show['id']);
    openText();
    openRefused(asked);
    endOpEdit();
  }, [asked]);
  const chosen = current.shows.find(({ show }) => show.id === chosenId);
  const show = chosen?.show ?? current.show;
  const run = chosen ? chooseRun(chosen.runs) : current.run;
  if (!show)
    return (
      <Panel data-testid="post-composer" aria-label={t('posts')}>
        {current.loading ? (
          <Loading />
        ) : (
          <EmptyState
            icon={<Megaphone size={32} strokeWidth={1.25} aria-hidden />}
            title={t('noShowTitle')}
            actions={
              <Button look="primary" onClick={() => navigate('/')}>
                {t('goStart')}
              </Button>
            }
          >
            {t('noShowText')}
          </EmptyState>
        )}
      </Panel>
    );
  return (
    <ShowPosts
      key={show.id}
      show={show}
      run={run}
      shows={current.shows.map((one) => one.show)}
      onShow={setChosenId}
    />
  );
}

function ShowPosts({
  show,
  run,
  shows,
  onShow,
}: {
  show: Show;
  run: Run | null;
  shows: readonly Show[];
  onShow: (showId: Show['id']) => void;
}) {
  const t = useWords('community');
  const posts = useQuery(orpc.post.list.queryOptions({ input: { showId: show.id } }));
  const opened = useDraft();
  const view = useSendView(show.id);
  const mine = opened?.draft.showId === show.id ? opened : null;
  const list = posts.data;
  useEffect(() => {
    if (mine || !list) return;
    const [latest] = [...list].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
    if (latest) openPost(latest);
    else openBlank(show.id);
  }, [mine, list, show.id]);
  const flush = mine?.flush;
  useEffect(() => () => void flush?.(), [flush]);
  return (
    <Panel data-testid="post-composer" aria-label={t('posts')}>
      {view.at !== 'batch' && <ReleaseStrip showId={show.id} />}
      {view.at === 'plan' && <SendPlan view={view} />}
      {view.at === 'batch' && <BatchView key={view.batchId} batchId={view.batchId} />}
      {view.at === 'text' && posts.isError && (
        <LoadFailed error={posts.error} onRetry={() => posts.refetch()} />
      )}
      {view.at === 'text' && !mine && posts.isPending && <Loading />}
      {view.at === 'text' && mine && (
        <>
          <PostHeader
            show={show}
            shows={shows}
            posts={list ?? []}
            opened={mine}
            onShow={onShow}
            runKind={run?.kind ?? null}
          />
          <div className="grid min-h-0 flex-1 grid-cols-2">
            <PostEditor opened={mine} runId={run?.id ?? null} />
            <PostPreview draft={mine.draft} />
          </div>
        </>
      )}
    </Panel>
  );
}
