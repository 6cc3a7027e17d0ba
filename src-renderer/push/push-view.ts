/** What became of the push of the product on air, as the screen says it. Pure. */
import type { PushState } from '#shared/contract/push.ts';
import type { PlatformAct } from '#shared/domain/platform/act.schema.ts';
import { isFlagged } from '#shared/domain/platform/act.states.ts';
import type { Run } from '#shared/domain/show/show.schema.ts';

export type PushStatus =
  /** On its way: planned, sending, or taken and being read back. */
  | 'sending'
  | 'shown'
  | 'not-shown'
  | 'failed'
  | 'unknown'
  | 'expired'
  | 'by-hand'
  /** None was sent for this take. */
  | 'unsent'
  /** Takes are not pushed by themselves in this run. */
  | 'off';

export interface PushView {
  readonly status: PushStatus;
  /** The push that this is about; null where there is none. */
  readonly act: PlatformAct | null;
  /** Why it does not show, as an error code. */
  readonly code: string | null;
  /** Whether a person has to look at the platform. */
  readonly flagged: boolean;
  /** The hub is away: this is how it stood before. */
  readonly stale: boolean;
}

/** A push comes a moment after its take. */
const SOON_MS = 3000;

const waiting = new Set<PlatformAct['state']>(['planned', 'sending', 'sent']);

/** Null while nothing is on air. `settled`: what this console's person did by hand although no push was sent. */
export function pushView({
  run,
  acts,
  push,
  hubThere,
  nowMs,
  settled,
}: {
  run: Pick<Run, 'id' | 'onAirSlotId' | 'onAirSince'>;
  acts: Iterable<PlatformAct>;
  push: Pick<PushState, 'policy' | 'unsent'> | undefined;
  hubThere: boolean;
  nowMs: number;
  settled: string | null;
}): PushView | null {
  if (run.onAirSlotId === null) return null;
  const act = latestPush(acts, run.id);
  const unsent = push?.unsent?.slotId === run.onAirSlotId ? push.unsent : null;
  const none = { act: null, code: null, flagged: false, stale: false };
  if (unsent === null && act !== null && act.slotId === run.onAirSlotId && act.state !== 'superseded')
    return {
      status: waiting.has(act.state) ? 'sending' : (act.state as PushStatus),
      ...{ act, code: act.reason, flagged: isFlagged(act.state), stale: !hubThere },
    };
  if (settled !== null && settled === takeOf(run)) return { ...none, status: 'by-hand' };
  if (unsent !== null) return { ...none, status: 'unsent', code: unsent.code, flagged: true };
  if (push?.policy.onTake === false) return { ...none, status: 'off' };
  const sinceMs = run.onAirSince === null ? null : nowMs - Date.parse(run.onAirSince);
  if (!hubThere) return { ...none, status: 'unsent', code: 'hub/away', flagged: true };
  if (push === undefined || (sinceMs !== null && sinceMs >= 0 && sinceMs < SOON_MS))
    return { ...none, status: 'sending' };
  return { ...none, status: 'unsent', flagged: true };
}

/** Names one take: the same slot taken again is another one. */
export function takeOf({ onAirSlotId, onAirSince }: Pick<Run, 'onAirSlotId' | 'onAirSince'>): string {
  return `${onAirSlotId}@${onAirSince}`;
}

/** The newest push of a run; of two in the same instant the one with the later id. */
export function latestPush(acts: Iterable<PlatformAct>, runId: string): PlatformAct | null {
  let latest: PlatformAct | null = null;
  for (const act of acts) {
    if (act.kind !== 'push' || act.runId !== runId) continue;
    if (!latest || orderOf(act) > orderOf(latest)) latest = act;
  }
  return latest;
}

const orderOf = ({ orderedAt, actId }: PlatformAct) => `${orderedAt}/${actId}`;
