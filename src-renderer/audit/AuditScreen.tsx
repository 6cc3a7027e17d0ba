import { useState } from 'react';
import { type AuditFilter, auditFilterSchema } from '#shared/domain/audit/audit.schema.ts';
import { useWords } from '../app/i18n.ts';
import { errorCodeOf } from '../client/errors.ts';
import { useHubThere } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Panel, PanelHeader } from '../ui/Panel.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { AuditFilters } from './AuditFilters.tsx';
import { AuditTable } from './AuditTable.tsx';
import { ExportButton } from './ExportButton.tsx';
import { useAuditPages } from './use-audit.ts';

const everything = auditFilterSchema.parse({});

/** Who did what, on which device, when, and what it was before and after. */
export function AuditScreen() {
  const t = useWords('audit');
  const [filter, setFilter] = useState<AuditFilter>(everything);
  const mayNot = useMayNot('audit');
  const there = useHubThere();
  const readable = mayNot === null && there;
  const pages = useAuditPages(filter, readable);
  const entries = pages.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <main aria-label={t('audit')} className="flex min-h-0 flex-1 flex-col gap-2">
      <Panel aria-labelledby="audit-title" className="min-h-0 flex-1">
        <PanelHeader id="audit-title" title={t('audit')} note={t('auditNote')}>
          {readable && entries.length > 0 && (
            <span className="text-xs tabular-nums text-muted">{t('count', { n: entries.length })}</span>
          )}
          {readable && <ExportButton filter={filter} />}
        </PanelHeader>
        {readable && (
          <AuditFilters filter={filter} onChange={setFilter} onClear={() => setFilter(everything)} />
        )}
        <Body
          pages={pages}
          readable={readable}
          why={mayNot === null ? t('away') : t('mayNot')}
          filtered={JSON.stringify(filter) !== JSON.stringify(everything)}
        />
      </Panel>
    </main>
  );
}

function Body({
  pages,
  readable,
  why,
  filtered,
}: {
  pages: ReturnType<typeof useAuditPages>;
  readable: boolean;
  why: string;
  filtered: boolean;
}) {
  const t = useWords('audit');
  if (!readable) return <EmptyState title={why} />;
  if (pages.isError && !pages.data)
    return (
      <EmptyState
        title={errorCodeOf(pages.error) === 'hub/away' ? t('away') : t('failed')}
        actions={<Button onClick={() => void pages.refetch()}>{t('retry')}</Button>}
      />
    );
  if (!pages.data) return <Spinner />;
  const entries = pages.data.pages.flatMap((page) => page.entries);
  if (entries.length === 0 && !pages.hasNextPage)
    return <EmptyState title={t(filtered ? 'empty' : 'emptyYet')}>{filtered && t('emptyText')}</EmptyState>;
  return (
    <AuditTable
      entries={entries}
      searchedTo={pages.data.pages.at(-1)?.searchedTo ?? null}
      more={pages.hasNextPage}
      loading={pages.isFetchingNextPage}
      onMore={() => void pages.fetchNextPage()}
    />
  );
}
