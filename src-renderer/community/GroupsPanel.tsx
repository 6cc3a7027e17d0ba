import { useQuery } from '@tanstack/react-query';
import { Upload, Users } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '#renderer/app/i18n.ts';
import { orpc } from '#renderer/client/client.ts';
import { useMayNot } from '#renderer/team/use-may.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { formatCount } from '#renderer/ui/format.ts';
import { Panel, PanelHeader } from '#renderer/ui/Panel.tsx';
import { GroupFilters } from './GroupFilters.tsx';
import { GroupTable } from './GroupTable.tsx';
import { filterGroups, memberCount, noFilter } from './group-filter.ts';
import { LoadFailed, Loading } from './States.tsx';

/** All groups of the workspace: found, filtered, counted. */
export function GroupsPanel() {
  const t = useWords('community');
  const navigate = useNavigate();
  const mayNot = useMayNot('post');
  const groups = useQuery(orpc.group.list.queryOptions());
  const [filter, setFilter] = useState(noFilter);
  const all = groups.data ?? [];
  const found = useMemo(() => filterGroups(all, filter), [all, filter]);
  const filtered = found.length !== all.length;
  const importGroups = () => navigate('/import/groups');
  return (
    <Panel data-testid="groups" aria-label={t('groups')}>
      <PanelHeader
        title={t('groups')}
        note={
          all.length > 0 &&
          (filtered
            ? t('groupsFound', { found: formatCount(found.length), all: formatCount(all.length) })
            : t('groupsNote', { groups: formatCount(all.length), members: formatCount(memberCount(all)) }))
        }
      >
        {all.length > 0 && (
          <Button
            size="sm"
            icon={<Upload size={13} aria-hidden />}
            disabled={mayNot !== null}
            title={mayNot ?? undefined}
            onClick={importGroups}
          >
            {t('importGroups')}
          </Button>
        )}
      </PanelHeader>
      {groups.isPending && <Loading />}
      {groups.isError && <LoadFailed error={groups.error} onRetry={() => groups.refetch()} />}
      {groups.isSuccess && all.length === 0 && (
        <EmptyState
          icon={<Users size={32} strokeWidth={1.25} aria-hidden />}
          title={t('noGroupsTitle')}
          actions={
            <Button
              look="primary"
              icon={<Upload size={14} aria-hidden />}
              disabled={mayNot !== null}
              title={mayNot ?? undefined}
              onClick={importGroups}
            >
              {t('importGroups')}
            </Button>
          }
        >
          {t('noGroupsText')}
        </EmptyState>
      )}
      {all.length > 0 && (
        <>
          <GroupFilters groups={all} filter={filter} onFilter={setFilter} />
          {found.length > 0 ? (
            <GroupTable groups={found} />
          ) : (
            <EmptyState
              title={t('noGroupsFound')}
              actions={
                <Button size="sm" onClick={() => setFilter(noFilter)}>
                  {t('clearFilters')}
                </Button>
              }
            />
          )}
        </>
      )}
    </Panel>
  );
}
