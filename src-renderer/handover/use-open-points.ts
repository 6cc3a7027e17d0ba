/** What is still open in a run, from documents that are on this desk and from the latest figures it has. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Rundown } from '#shared/contract/desk.ts';
import { isOpenDrop, openPoints } from '#shared/domain/handover/open-points.ts';
import { stockAlarm } from '#shared/domain/policy/stock-alarm.ts';
import { orpc } from '../client/client.ts';
import { useLive } from '../client/live.ts';
import { dropViews } from '../live/drop-view.ts';
import { numberedSlots, stockView } from '../live/slot-view.ts';
import { usePolicy } from '../price/use-offers.ts';
import { usePromises } from '../promises/use-promises.ts';
import { useConflicts, useHubThere } from '../sync/use-sync.ts';

export function useOpenPoints(rundown: Rundown) {
  const { show, run } = rundown;
  const of = { showId: show.id, runKind: run.kind };
  const hubThere = useHubThere();
  const drops = useQuery(orpc.drop.list.queryOptions({ input: of })).data?.drops;
  const questions = useQuery(orpc.question.list.queryOptions({ input: of })).data;
  const promises = usePromises(of).data;
  const batches = useQuery(
    orpc.batch.list.queryOptions({ input: { showId: show.id }, enabled: hubThere }),
  ).data;
  const statuses = useLive((live) => live.drops);
  const acts = useLive((live) => live.acts);
  const counters = useLive((live) => live.products);
  const conflicts = useConflicts();
  const policy = usePolicy();
  return useMemo(() => {
    const views = dropViews(drops ?? [], statuses, new Set());
    const products = new Map(numberedSlots(rundown).map((slot) => [slot.product.id, slot]));
    const alarms = [...products.values()].flatMap((slot) => {
      const { product } = slot;
      const { left } = stockView(slot, product.sku === null ? undefined : counters.get(product.sku));
      const alarm = stockAlarm(left, product.stockDeclared, policy);
      return alarm === 'none' ? [] : [{ id: product.id, name: product.name, left, alarm }];
    });
    const unknownGroups = (batches ?? [])
      .filter(({ runKind }) => runKind === run.kind)
      .map(({ batchId, title, counts }) => ({ id: batchId, title, unknown: counts.unknown }))
      .filter(({ unknown }) => unknown > 0);
    const unknownActs = [...acts.values()]
      .filter(({ state }) => state === 'unknown')
      .map(({ actId, productId }) => ({
        ...{ id: actId, unknown: true },
        name: rundown.products.find(({ id }) => id === productId)?.name ?? productId,
      }));
    const waiting = (questions ?? []).filter(({ state }) => state === 'queued');
    return {
      open: views.filter(({ state }) => isOpenDrop(state)),
      unknownDrops: views.filter(({ state }) => state === 'unknown'),
      ...{ unknownGroups, unknownActs, alarms, waiting, conflicts, batchesKnown: batches !== undefined },
      promises: (promises ?? []).filter(({ state }) => state === 'open'),
      counts: openPoints({
        ...{ drops: views, batches: unknownGroups, acts: unknownActs, promises: promises ?? [] },
        ...{ stock: alarms.map(({ alarm }) => alarm), questions: waiting, conflicts: conflicts.length },
      }),
    };
  }, [rundown, run.kind, drops, statuses, acts, counters, questions, promises, batches, conflicts, policy]);
}
export type OpenPoints = ReturnType<typeof useOpenPoints>;
