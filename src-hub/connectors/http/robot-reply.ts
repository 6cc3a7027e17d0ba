/**
 * What a group robot's answer means for its message (wechat-apis.md A0 and A9). Only what the platform clearly says was
 * not taken has failed; whatever leaves that open is unknown, because a robot cannot be asked afterwards.
 */
import { z } from 'zod';
import type { DeliveryReason } from '#shared/domain/batch/batch.schema.ts';

export type RobotOutcome =
  | { readonly outcome: 'sent' }
  /** Not taken, for certain; the same message may be taken later. */
  | { readonly outcome: 'later'; readonly afterMs: number; readonly detail: string }
  | { readonly outcome: 'failed'; readonly reason: DeliveryReason; readonly detail: string | null }
  | { readonly outcome: 'unknown'; readonly reason: DeliveryReason; readonly detail: string | null };

const replySchema = z.object({ errcode: z.int() });

const RATE_EXCEEDED = 45009;
const CONCURRENCY_EXCEEDED = 45033;
const INVALID_KEY = 93000;
const BUSY = -1;
const RATE_PAUSE_MS = 60_000;
const CONCURRENCY_PAUSE_MS = 3_000;

export function readRobotReply(status: number, body: string): RobotOutcome {
  if (status === 429) return { outcome: 'later', afterMs: RATE_PAUSE_MS, detail: '429' };
  // Redirects are not followed: they could lead away from the allowed host.
  if (status >= 300 && status < 500) return { outcome: 'failed', reason: 'refused', detail: String(status) };
  const reply = status >= 200 && status < 300 ? replySchema.safeParse(parsed(body)) : null;
  // A gateway's error may stand before or behind the robot: the message may be in the group.
  if (!reply?.success) return { outcome: 'unknown', reason: 'unclear', detail: String(status) };
  const { errcode } = reply.data;
  const detail = String(errcode);
  switch (errcode) {
    case 0:
      return { outcome: 'sent' };
    case RATE_EXCEEDED:
      return { outcome: 'later', afterMs: RATE_PAUSE_MS, detail };
    case CONCURRENCY_EXCEEDED:
      return { outcome: 'later', afterMs: CONCURRENCY_PAUSE_MS, detail };
    case INVALID_KEY:
      return { outcome: 'failed', reason: 'key', detail };
    // "Busy" does not say how far it came.
    case BUSY:
      return { outcome: 'unknown', reason: 'busy', detail };
    default:
      return { outcome: 'failed', reason: 'refused', detail };
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
