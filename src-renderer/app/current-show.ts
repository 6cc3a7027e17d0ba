/** The show and run on the screen: the one the person chose, else the newest. */
import { useQuery } from '@tanstack/react-query';
import type { Run, Show } from '#shared/domain/show/show.schema.ts';
import { orpc } from '../client/client.ts';
import { chooseRun, chooseShow, type ShowWithRuns } from './choose-show.ts';

export interface CurrentShow {
  readonly loading: boolean;
  readonly show: Show | null;
  readonly run: Run | null;
  readonly shows: readonly ShowWithRuns[];
}

export function useCurrentShow(): CurrentShow {
  const shows = useQuery(orpc.show.list.queryOptions());
  const preferences = useQuery(orpc.preference.get.queryOptions());
  const list = shows.data ?? [];
  const chosen = chooseShow(list, preferences.data?.currentShowId ?? null);
  return {
    loading: shows.isPending || preferences.isPending,
    show: chosen?.show ?? null,
    run: chosen ? chooseRun(chosen.runs) : null,
    shows: list,
  };
}
