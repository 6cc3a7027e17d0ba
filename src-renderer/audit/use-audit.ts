import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AuditFilter } from '#shared/domain/audit/audit.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client, orpc } from '../client/client.ts';
import type { AuditSay } from './audit-text.ts';

/** The log in pages, latest first. Asked anew each time the screen is opened: nobody tells of new entries. */
export function useAuditPages(filter: AuditFilter, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ['audit', 'pages', filter],
    queryFn: ({ pageParam, signal }) => client.audit.list({ filter, before: pageParam }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.before,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    enabled,
  });
}

export function useAuditPeople(enabled: boolean) {
  return useQuery(orpc.audit.people.queryOptions({ enabled, staleTime: 0, retry: false })).data ?? none;
}
const none: never[] = [];

export function useAuditSay(): AuditSay {
  const t = useWords('audit');
  const fields = useWords('auditFields');
  const sync = useWords('sync');
  const safety = useWords('safety');
  return useMemo(() => ({ t, fields, sync, safety }), [t, fields, sync, safety]);
}
