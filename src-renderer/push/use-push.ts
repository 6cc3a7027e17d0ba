/** The push of the product on air, from the live frames and from what this console could not send. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PushState } from '#shared/contract/push.ts';
import type { NextRepush, PlatformStatus } from '#shared/domain/platform/act.schema.ts';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { orpc } from '../client/client.ts';
import { useLive } from '../client/live.ts';
import { useNowMs } from '../client/now.ts';
import { createStore, useStore } from '../client/store.ts';
import { useHubThere } from '../sync/use-sync.ts';
import { type PushView, pushView, takeOf } from './push-view.ts';

/** Which take was done by hand although there is no push that could be settled at the hub. */
const settledTake = createStore<string | null>(null);

export interface OnAirPush {
  readonly view: PushView | null;
  readonly state: PushState | undefined;
  /** Null while the hub has not said how it is. */
  readonly platform: PlatformStatus | null;
  readonly next: NextRepush | null;
  /** A person has done it, and there is nothing at the hub to settle. */
  settleHere(): void;
}

export function useOnAirPush(run: Run): OnAirPush {
  const state = useQuery(orpc.push.state.queryOptions({ input: { runId: run.id } })).data;
  const acts = useLive((live) => live.acts);
  const platform = useLive((live) => live.platform);
  const hubThere = useHubThere();
  const settled = useStore(settledTake);
  const nowMs = useNowMs();
  const view = useMemo(
    () => pushView({ run, acts: acts.values(), push: state, hubThere, nowMs, settled }),
    [run, acts, state, hubThere, nowMs, settled],
  );
  const next = platform?.repushes.find((each) => each.runId === run.id && each.slotId === run.onAirSlotId);
  return {
    ...{ view, state, platform: hubThere ? platform : null },
    next: hubThere && next ? next : null,
    settleHere: () => settledTake.set(takeOf(run)),
  };
}
