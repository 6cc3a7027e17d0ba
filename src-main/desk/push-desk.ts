/**
 * Sends the push of a take by itself. Only with the hub there: a take without it goes on, and its push is never made up
 * for later. What was not sent is said, until the next push of that run.
 */
import { AppError, type ErrorCode } from '#shared/contract/errors.ts';
import type { PushState } from '#shared/contract/push.ts';
import { defaultPushPolicy } from '#shared/domain/platform/push-policy.schema.ts';
import type { DocumentReader } from '#shared/sync/document-store.ts';
import type { Ids, RunId, SlotId } from '#shared/sync/ids.ts';
import type { DeskParts } from './desk-parts.ts';

export interface PushDesk {
  policy(runId: string): Promise<PushState['policy']>;
  unsent(runId: string): PushState['unsent'];
  /** A take stands in the view; `online` = the hub was there when it was pressed. Returns at once. */
  taken(runId: RunId, online: boolean): void;
  /** Throws what the order throws. */
  again(runId: RunId, slotId: SlotId): Promise<void>;
}

export interface PushDeskPorts {
  readonly view: DocumentReader;
  readonly ids: Ids;
  readonly command: DeskParts['command'];
  readonly onNews: () => void;
  readonly onError: (error: unknown) => void;
}

export function pushDesk({ view, ids, command, onNews, onError }: PushDeskPorts): PushDesk {
  const unsent = new Map<string, NonNullable<PushState['unsent']>>();

  function say(runId: string, slotId: SlotId, code: ErrorCode | null): void {
    if (code === null && !unsent.delete(runId)) return;
    if (code !== null) unsent.set(runId, { slotId, code });
    onNews();
  }
  const policy: PushDesk['policy'] = async (runId) => {
    const { onTake, repush } = (await view.get('pushPolicy', runId)) ?? defaultPushPolicy;
    return { onTake, repush };
  };

  async function push(runId: RunId, slotId: SlotId, origin: 'take' | 'again'): Promise<void> {
    say(runId, slotId, null);
    await command({ name: 'act.push', actId: ids.next(), runId, slotId, origin });
  }

  async function pushTaken(runId: RunId, online: boolean): Promise<void> {
    const slotId = (await view.get('run', runId))?.onAirSlotId ?? null;
    if (slotId === null || !(await policy(runId)).onTake) return;
    if (!online) return say(runId, slotId, 'hub/away');
    try {
      await push(runId, slotId, 'take');
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // Somebody took another meanwhile: their push is what counts.
      if (error.code !== 'act/not-on-air') say(runId, slotId, error.code);
    }
  }

  return {
    policy,
    unsent: (runId) => unsent.get(runId) ?? null,
    taken: (runId, online) => void pushTaken(runId, online).catch(onError),
    again: (runId, slotId) => push(runId, slotId, 'again'),
  };
}
