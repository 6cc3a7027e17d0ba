import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { groupPlatformSchema } from '#shared/domain/group/group.schema.ts';
import type { Post } from '#shared/domain/post/post.schema.ts';
import { useWords } from '../app/i18n.ts';
import { orpc } from '../client/client.ts';
import { SyncMark } from '../sync/SyncMark.tsx';
import { useMarks } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount, formatDay } from '../ui/format.ts';
import { Panel, PanelHeader } from '../ui/Panel.tsx';

/** The groups in short: how many where, and the announcement last written. */
export function GroupsPanel({ showId }: { showId: string }) {
  const t = useWords('live');
  const navigate = useNavigate();
  const mayNot = useMayNot('post');
  const groups = useQuery(orpc.group.list.queryOptions()).data;
  const posts = useQuery(orpc.post.list.queryOptions({ input: { showId } })).data ?? [];
  const platforms = useMemo(
    () =>
      groupPlatformSchema.options
        .map((platform) => {
          const own = (groups ?? []).filter((group) => group.platform === platform);
          return {
            platform,
            count: own.length,
            members: own.reduce((sum, group) => sum + (group.size ?? 0), 0),
          };
        })
        .filter(({ count }) => count > 0),
    [groups],
  );
  const latest = posts.reduce<ListedPost | null>(
    (best, post) => (best === null || post.updatedAt > best.updatedAt ? post : best),
    null,
  );
  const total = groups?.length ?? 0;
  return (
    <Panel data-testid="groups" aria-labelledby="groups-title">
      <PanelHeader
        id="groups-title"
        title={t('groups')}
        note={total > 0 && t('groupsNote', { n: formatCount(total) })}
      >
        {total > 0 && (
          <Button size="sm" look="quiet" onClick={() => navigate('/community')}>
            {t('groupsOpen')}
          </Button>
        )}
      </PanelHeader>
      {groups && total === 0 ? (
        <EmptyState
          title={t('groupsEmptyTitle')}
          actions={
            <Button
              disabled={mayNot !== null}
              title={mayNot ?? undefined}
              onClick={() => navigate('/import/groups')}
            >
              {t('groupsImport')}
            </Button>
          }
        >
          {t('groupsEmpty')}
        </EmptyState>
      ) : (
        <div className="flex min-h-0 flex-1 flex-col gap-2 overflow-y-auto px-3 py-2">
          <dl className="grid grid-cols-[minmax(0,1fr)_auto_auto] gap-x-3 gap-y-0.5 text-sm">
            {platforms.map(({ platform, count, members }) => (
              <div key={platform} className="contents">
                <dt className="truncate text-muted">{t(`platform.${platform}`)}</dt>
                <dd className="text-right font-semibold">{formatCount(count)}</dd>
                <dd className="text-right text-xs leading-[1.6] text-faint">
                  {members > 0 && t('groupsMembers', { n: formatCount(members) })}
                </dd>
              </div>
            ))}
          </dl>
          <LatestPost post={latest} />
        </div>
      )}
    </Panel>
  );
}

type ListedPost = Post & { readonly pending: boolean };

function LatestPost({ post }: { post: ListedPost | null }) {
  const t = useWords('live');
  const marks = useMarks();
  const navigate = useNavigate();
  return (
    <button
      type="button"
      onClick={() => navigate('/community')}
      className="mt-auto min-w-0 shrink-0 rounded-md border border-line bg-raised px-2.5 py-1.5 text-left hover:border-line-strong hover:bg-hover"
    >
      <span className="flex items-baseline gap-2 text-2xs text-faint">
        {t('postLatest')}
        {post && <SyncMark mark={marks([post.id], post.pending)} />}
        {post && <time className="ml-auto">{formatDay(Date.parse(post.updatedAt))}</time>}
      </span>
      {post ? (
        <>
          <span className="block truncate text-sm font-semibold">{post.title || post.text}</span>
          <span className="line-clamp-2 text-xs text-muted">{post.text}</span>
        </>
      ) : (
        <span className="block text-sm text-muted">
          {t('postNone')} · <span className="font-semibold text-text">{t('postWrite')}</span>
        </span>
      )}
    </button>
  );
}
