import { useEffect, useState } from 'react';
import { client } from '#renderer/client/client.ts';
import { errorCodeOf } from '#renderer/client/errors.ts';
import { follow } from '#renderer/client/follow.ts';
import type { DeskBatch } from '#shared/contract/batch.ts';
import type { Batch, Delivery } from '#shared/domain/batch/batch.schema.ts';

export interface FollowedBatch {
  readonly batch: Batch;
  readonly deliveries: ReadonlyMap<string, Delivery>;
}

/** Follows a batch; drawn at most once per animation frame. Null until it is known, `gone` when there is none. */
export function useBatch(batchId: Batch['batchId']): FollowedBatch | null | 'gone' {
  const [followed, setFollowed] = useState<FollowedBatch | null | 'gone'>(null);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let known: FollowedBatch | null = null;
    let scheduled = false;
    setFollowed(null);
    const draw = () => {
      scheduled = false;
      if (!signal.aborted) setFollowed(known);
    };
    const receive = (news: DeskBatch) => {
      const deliveries = new Map(news.snapshot ? [] : known?.deliveries);
      for (const delivery of news.deliveries) deliveries.set(delivery.groupId, delivery);
      known = { batch: news.batch, deliveries };
      if (scheduled) return;
      scheduled = true;
      // A hidden page gets no animation frames.
      if (document.hidden) setTimeout(draw, 100);
      else requestAnimationFrame(draw);
    };
    const open = async (each: AbortSignal) => {
      const news = await client.batch.watch({ batchId }, { signal: each });
      return (async function* () {
        try {
          yield* news;
        } catch (error) {
          if (errorCodeOf(error) === 'batch/not-found' && !signal.aborted) {
            controller.abort();
            setFollowed('gone');
          }
          throw error;
        }
      })();
    };
    void follow(open, receive, signal);
    return () => controller.abort();
  }, [batchId]);
  return followed;
}
