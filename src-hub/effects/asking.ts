/**
 * Asking a platform, with an end to the waiting: silence is an answer of its own. Nothing here rejects, whatever a
 * connector does, also where it throws before it has promised anything: what was noted as `sending` must come to an end.
 */
import { AppError } from '#shared/contract/errors.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { HubLog } from '../hub-log.ts';

/** Both together stay below the ten seconds after which a desk takes its order for unanswered ([SY4]). */
export const ATTEMPT_WAIT_MS = 6000;
export const ASK_WAIT_MS = 3000;

export interface AskingPorts {
  readonly timers: Timers;
  readonly log: HubLog;
}

/** An `AppError` says that it surely was not done. */
export type Attempted = 'done' | AppError | 'nobody-knows';
export type Certain = Exclude<Attempted, 'nobody-knows'>;

interface Wait {
  readonly waitMs: number;
  /** What the log names when the connector itself fails. */
  readonly about: Readonly<Record<string, string>>;
}

/** Has it done once. `onLate` hears a certain answer that came when it had been given up. */
export function attempting(
  ports: AskingPorts,
  { waitMs, about }: Wait,
  work: () => Promise<unknown>,
  onLate: (late: Certain) => void = () => undefined,
): Promise<Attempted> {
  let givenUp = false;
  const answer = promised(work).then(
    (): Attempted => 'done',
    (error: unknown): Attempted => {
      if (error instanceof AppError) return error;
      ports.log.error({ err: error, ...about }, 'a connector failed at what it was to do');
      return 'nobody-knows';
    },
  );
  void answer.then((attempted) => {
    if (givenUp && attempted !== 'nobody-knows') onLate(attempted);
  });
  return within(ports.timers, waitMs, answer, () => {
    givenUp = true;
    return 'nobody-knows';
  });
}

/** Asks what stands on the platform; asking changes nothing, so a late answer is let go. */
export function asking<T>(
  ports: AskingPorts,
  { waitMs, about }: Wait,
  ask: () => Promise<T>,
): Promise<T | 'cannot-tell'> {
  const answer = promised(ask).catch((error: unknown): 'cannot-tell' => {
    if (!(error instanceof AppError))
      ports.log.error({ err: error, ...about }, 'a connector failed when asked');
    return 'cannot-tell';
  });
  return within<T | 'cannot-tell'>(ports.timers, waitMs, answer, () => 'cannot-tell');
}

/** A function that throws is a promise that is broken. */
export async function promised<T>(work: () => Promise<T>): Promise<T> {
  return work();
}

/** `answer` must not reject. */
function within<T>(timers: Timers, ms: number, answer: Promise<T>, silence: () => T): Promise<T> {
  return new Promise((resolve) => {
    const callOff = timers.after(ms, () => resolve(silence()));
    void answer.then((value) => {
      callOff();
      resolve(value);
    });
  });
}
