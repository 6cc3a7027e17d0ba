/** What can be said of a release, by what is known here: surely not sent, sent, surely never, or not known now. Pure. */
import type { ReleaseEntry } from '#shared/contract/batch.ts';
import type { Batch } from '#shared/domain/batch/batch.schema.ts';

export type ReleaseState =
  /** Not at the hub yet: surely not sent. */
  | 'waiting'
  /** Not at the hub yet, and past its time: it will not be sent any more. */
  | 'overdue'
  /** The hub has it, and the console that released it has not handed it over yet. */
  | 'elsewhere'
  | 'handing'
  /** The hub is away and may have sent it. */
  | 'unsure'
  /** The hub had made its batch and has none now: it was put back to a backup from before. */
  | 'forgotten'
  | 'sent'
  | 'expired'
  | 'refused';

export interface Known {
  /** The show's batches as the hub has them; null while it does not say. */
  readonly batches: readonly Batch[] | null;
  /** By the hub's clock, as far as it is known here. */
  readonly nowMs: number;
}

/** The hub tells of so many batches; an earlier one may be there and not among them. */
const LATEST = 50;

export function releaseState(release: ReleaseEntry, { batches, nowMs }: Known): ReleaseState {
  const over = nowMs > Date.parse(release.until);
  if (release.pending) return over ? 'overdue' : 'waiting';
  if (batches === null) return 'unsure';
  const batch = batches.find(({ batchId }) => batchId === release.batchId);
  if (batch) return batch.state === 'expired' || batch.state === 'refused' ? batch.state : 'sent';
  if (release.handed) return batches.length < LATEST ? 'forgotten' : 'sent';
  // Handed over from now on, the hub would only note that it was too late.
  if (over) return 'expired';
  return release.own ? 'handing' : 'elsewhere';
}

/** A release that was sent stands beside the batches soon enough: here it is told for a while. */
const TOLD_FOR_MS = 30 * 60_000;

/** Those that are worth a line, the latest first, each with its state. */
export function releaseLines(
  releases: readonly ReleaseEntry[],
  known: Known,
): { release: ReleaseEntry; state: ReleaseState }[] {
  return releases
    .map((release) => ({ release, state: releaseState(release, known) }))
    .filter(({ release, state }) => state !== 'sent' || known.nowMs - sentAt(release, known) < TOLD_FOR_MS)
    .sort((a, b) => b.release.releasedAt.localeCompare(a.release.releasedAt));
}

function sentAt({ batchId }: ReleaseEntry, { batches }: Known): number {
  return Date.parse(batches?.find((batch) => batch.batchId === batchId)?.createdAt ?? '') || 0;
}

/** The next moment at which a clock on the wall shows that time of day (`HH:mm`, local); null where it is none. */
export function nextMoment(time: string, nowMs: number): number | null {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (!parts) return null;
  const moment = new Date(nowMs);
  moment.setHours(Number(parts[1]), Number(parts[2]), 0, 0);
  if (moment.getTime() <= nowMs) moment.setDate(moment.getDate() + 1);
  return moment.getTime();
}
