import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { orpc } from '#renderer/client/client.ts';
import { Checkbox } from '#renderer/ui/Checkbox.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { TextInput } from '#renderer/ui/TextInput.tsx';
import type { Draft } from './draft-saver.ts';
import { matches, searchWords } from './group-filter.ts';
import { PreviewList } from './PreviewList.tsx';
import { PreviewVerdict } from './PreviewVerdict.tsx';
import { LoadFailed, Loading } from './States.tsx';
import { useRobots } from './use-robots.ts';
import { useSettled } from './use-settled.ts';

/** The announcement as each group gets it, and whether it could go out to all of them. */
export function PostPreview({ draft }: { draft: Draft }) {
  const t = useWords('community');
  const [search, setSearch] = useState('');
  const [onlyBlocked, setOnlyBlocked] = useState(false);
  const { showId, text, productId, tags } = useSettled(draft);
  const written = text.trim() !== '';
  const preview = useQuery(
    orpc.post.preview.queryOptions({
      input: written ? { showId, text, productId, tags } : skipToken,
      placeholderData: keepPreviousData,
    }),
  );
  const robots = useRobots();
  const rendered = written ? (preview.data?.rendered ?? []) : [];
  const found = useMemo(() => {
    const words = searchWords(search);
    return rendered.filter(
      (one) => (!onlyBlocked || one.unfilled.length > 0) && matches([one.groupName, one.text], words),
    );
  }, [rendered, search, onlyBlocked]);
  return (
    <section aria-label={t('preview')} className="flex min-h-0 flex-col">
      {!written && <EmptyState title={t('preview')}>{t('writeFirst')}</EmptyState>}
      {written && preview.isError && <LoadFailed error={preview.error} onRetry={() => preview.refetch()} />}
      {written && preview.isPending && <Loading />}
      {written && preview.isSuccess && (
        <>
          <PreviewVerdict rendered={rendered} robots={robots} everyGroup={tags.length === 0} />
          {rendered.length > 0 && (
            <div className="flex shrink-0 items-center gap-3 border-b border-line px-3 py-1.5">
              <div className="min-w-0 flex-1">
                <TextInput
                  type="search"
                  before={<Search size={14} aria-hidden />}
                  className="h-7!"
                  aria-label={t('previewSearch')}
                  placeholder={t('previewSearch')}
                  value={search}
                  onChange={(event) => setSearch(event.target.value)}
                />
              </div>
              <Checkbox
                className="shrink-0 whitespace-nowrap"
                label={t('onlyBlocked')}
                checked={onlyBlocked}
                onChange={(event) => setOnlyBlocked(event.target.checked)}
              />
            </div>
          )}
          {rendered.length > 0 && found.length === 0 ? (
            <EmptyState title={t('noneFound')} />
          ) : (
            <PreviewList rendered={found} robots={robots} />
          )}
        </>
      )}
    </section>
  );
}
