import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { orpc } from '#renderer/client/client.ts';

/** Ids of the groups that have a robot: only their texts have a limit in bytes. */
export function useRobots(): ReadonlySet<string> {
  const { data } = useQuery(orpc.group.list.queryOptions());
  return useMemo(() => new Set((data ?? []).filter(({ hasRobot }) => hasRobot).map(({ id }) => id)), [data]);
}
