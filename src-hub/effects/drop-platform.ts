/** Asking a platform about one drop, with an end to the waiting: silence is an answer of its own. */
import { AppError } from '#shared/contract/errors.ts';
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { Connector, DropAnswer } from '../connectors/connector.ts';
import type { HubLog } from '../hub-log.ts';

/** Both together stay below the ten seconds after which a desk takes its order for unanswered ([SY4]). */
export const FIRE_WAIT_MS = 6000;
export const ASK_WAIT_MS = 3000;

/** An `AppError` says that it surely did not go out. */
export type Fired = 'opened' | AppError | 'nobody-knows';

interface Ports {
  readonly timers: Timers;
  readonly log: HubLog;
}

/** Never rejects. `onLate` hears a certain answer that came when it had been given up. */
export async function firing(
  { timers, log }: Ports,
  connector: Connector,
  drop: Drop,
  onLate: (fired: Exclude<Fired, 'nobody-knows'>) => void,
): Promise<Fired> {
  let givenUp = false;
  const answer = connector.fireDrop(drop).then(
    (): Fired => 'opened',
    (error: unknown): Fired => {
      if (error instanceof AppError) return error;
      log.error({ err: error, dropId: drop.id }, 'a connector failed while firing');
      return 'nobody-knows';
    },
  );
  void answer.then((fired) => {
    if (givenUp && fired !== 'nobody-knows') onLate(fired);
  });
  return within(timers, FIRE_WAIT_MS, answer, () => {
    givenUp = true;
    return 'nobody-knows';
  });
}

/** Never rejects. */
export async function askPlatform(
  { timers, log }: Ports,
  connector: Connector,
  drop: Drop,
): Promise<DropAnswer> {
  const answer = connector.askDrop(drop).catch((error: unknown): DropAnswer => {
    log.error({ err: error, dropId: drop.id }, 'a connector failed while asked for a drop');
    return 'cannot-tell';
  });
  return within(timers, ASK_WAIT_MS, answer, () => 'cannot-tell');
}

function within<T>(timers: Timers, ms: number, answer: Promise<T>, silence: () => T): Promise<T> {
  return new Promise((resolve) => {
    const callOff = timers.after(ms, () => resolve(silence()));
    void answer.then((value) => {
      callOff();
      resolve(value);
    });
  });
}
