/**
 * Hands this console's released announcements to the hub once it is back ([SY56]): only when the hub has everything
 * that the console had to say of them. A release that was taken back during the outage is so surely never handed over,
 * whatever breaks while the outbox drains; and handed over twice it makes one batch.
 */
import { AppError } from '#shared/contract/errors.ts';
import { LONGEST_RELEASE_MS, type Release } from '#shared/domain/post/release.schema.ts';
import type { Clock } from '#shared/sync/clock.ts';
import type { Timers } from '#shared/sync/timers.ts';

export interface Handing {
  readonly releaseId: string;
  /** Of the hub that was asked last and gave no answer; null = it has made a batch of it, or it is not there any more. */
  readonly askedEpoch: string | null;
}

export interface PostReleasesPorts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly consoleId: string;
  readonly online: () => boolean;
  /** All that this desk knows of, as the person sees them. */
  readonly releases: () => Promise<readonly Release[]>;
  /** Those of the ids with changes that the hub has not confirmed. */
  readonly pendingAmong: (ids: readonly string[]) => readonly string[];
  /** The history (PROTOCOL.md) of the hub that is online. */
  readonly epoch: () => string | null;
  /** What became of each. Kept with the cache: a hub that was put back to a backup from before knows of no batch. */
  readonly handings: { all(): readonly Handing[]; set(handings: readonly Handing[]): void };
  /** An order to act: `batch.release`. */
  readonly hand: (release: Release) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

export interface PostReleases {
  /** To be called when the hub is back and when releases have changed. */
  look(): void;
  /** Whether the hub has made a batch of it, or may have made one before it was put back to a backup. */
  wasHanded(releaseId: string): boolean;
  close(): void;
}

const AGAIN_MS = 2000;
/** None is handed over when it is a day past its time: these are far more than a day has. */
const MOST_REMEMBERED = 200;

export function postReleases(ports: PostReleasesPorts): PostReleases {
  const { clock, timers, consoleId, online, releases, pendingAmong, hand } = ports;
  const handings = new Map(ports.handings.all().map((handing) => [handing.releaseId, handing.askedEpoch]));
  let looking = false;
  let again = false;
  let closed = false;
  let callOff: (() => void) | null = null;

  async function due(): Promise<Release[]> {
    return (await releases()).filter(
      ({ id, consoleId: whose, until }) =>
        whose === consoleId &&
        !wasHanded(id) &&
        // Long over, by anybody's clock: there is nothing left to be said of it.
        Date.parse(until) > clock.nowMs() - LONGEST_RELEASE_MS,
    );
  }

  /** False: something is left to be tried again. */
  async function handAll(): Promise<boolean> {
    const all = await due();
    const pending = new Set(pendingAmong(all.map(({ id }) => id)));
    let complete = true;
    for (const release of all) {
      if (!online()) return false;
      if (pending.has(release.id)) complete = false;
      else {
        // Noted before it is asked: whoever ends in between is in doubt, and nothing goes out twice.
        note(release.id, ports.epoch());
        if (await handed(release)) note(release.id, null);
        else complete = false;
      }
    }
    return complete;
  }

  function wasHanded(releaseId: string): boolean {
    const asked = handings.get(releaseId);
    return asked === null || (asked !== undefined && asked !== ports.epoch());
  }

  function note(releaseId: string, askedEpoch: string | null): void {
    if (handings.get(releaseId) === askedEpoch) return;
    handings.set(releaseId, askedEpoch);
    ports.handings.set(
      [...handings].slice(-MOST_REMEMBERED).map(([id, asked]) => ({ releaseId: id, askedEpoch: asked })),
    );
  }

  async function handed(release: Release): Promise<boolean> {
    try {
      await hand(release);
      return true;
    } catch (error) {
      if (!(error instanceof AppError)) ports.onError(error);
      return error instanceof AppError && error.code === 'release/not-found';
    }
  }

  function look(): void {
    if (closed || !online()) return;
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    callOff?.();
    callOff = null;
    handAll()
      .catch((error: unknown) => {
        ports.onError(error);
        return false;
      })
      .then((complete) => {
        looking = false;
        if (closed) return;
        if (again) {
          again = false;
          look();
        } else if (!complete) callOff = timers.after(AGAIN_MS, look);
      });
  }

  return {
    look,
    wasHanded,
    close() {
      closed = true;
      callOff?.();
    },
  };
}
