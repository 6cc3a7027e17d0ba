/** Asking a platform, with an end to the waiting: silence is an answer of its own. Nothing here rejects. */
import { AppError } from '#shared/contract/errors.ts';
import type { PlatformAct } from '#shared/domain/platform/act.schema.ts';
import type { PlatformOffer } from '#shared/domain/platform/platform.schema.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { ActAnswer, OnAirOffer, Platform, PlatformHealth } from '../connectors/connector.ts';
import type { HubLog } from '../hub-log.ts';

/** A push that has not been answered by then is looked for on the platform; a person hears of it within 3 s. */
export const DO_WAIT_MS = 1800;
export const READ_WAIT_MS = 1000;

/** An `AppError` says that it surely was not taken. */
export type Done = 'taken' | AppError | 'nobody-knows';

export interface PlatformPorts {
  readonly timers: Timers;
  readonly log: HubLog;
}

/** `onLate` hears a certain answer that came when it had been given up. */
export function doing(
  { timers, log }: PlatformPorts,
  platform: Platform,
  act: PlatformAct,
  product: Product,
  onLate: (done: Exclude<Done, 'nobody-knows'>) => void,
): Promise<Done> {
  let givenUp = false;
  const answer = attempt(platform, act, product).then(
    (): Done => 'taken',
    (error: unknown): Done => {
      if (error instanceof AppError) return error;
      log.error({ err: error, actId: act.actId }, 'a platform failed while acting');
      return 'nobody-knows';
    },
  );
  void answer.then((done) => {
    if (givenUp && done !== 'nobody-knows') onLate(done);
  });
  return within(timers, DO_WAIT_MS, answer, () => {
    givenUp = true;
    return 'nobody-knows';
  });
}

async function attempt(
  platform: Platform,
  { actId, kind, slotId, change }: PlatformAct,
  product: Product,
): Promise<void> {
  if (kind === 'push') return platform.pushProduct({ actId, slotId: slotId ?? '', product });
  const { priceFen, shelf, stockDelta } = change;
  return platform.setOffer({
    ...{ actId, product },
    ...(priceFen === null ? {} : { priceFen }),
    ...(shelf === null ? {} : { shelf }),
    ...(stockDelta === null ? {} : { stockDelta }),
  });
}

/** Whether the platform shows what the act was to bring about. */
export type Seen = 'shown' | 'other' | 'cannot-tell';

export async function readBack(
  ports: PlatformPorts,
  platform: Platform,
  act: PlatformAct,
  product: Product,
): Promise<Seen> {
  if (act.kind === 'push') {
    const shown = await asked<OnAirOffer | 'cannot-tell'>(ports, () => platform.onAir(act.showId));
    if (shown === 'cannot-tell') return shown;
    const same = shown.productId === product.id && (shown.actId === null || shown.actId === act.actId);
    return same ? 'shown' : 'other';
  }
  // Pieces are sold meanwhile: what the count was before nobody can say, so the act itself is asked for.
  if (act.kind === 'stock') {
    const answer = await askAct(ports, platform, act);
    return answer === 'done' ? 'shown' : answer === 'not-done' ? 'other' : answer;
  }
  const offer = await asked<PlatformOffer | 'cannot-tell'>(ports, () => platform.readOffer(product));
  if (offer === 'cannot-tell') return offer;
  const { priceFen, shelf } = act.change;
  return (act.kind === 'price' ? offer.priceFen === priceFen : offer.shelf === shelf) ? 'shown' : 'other';
}

export function askAct(ports: PlatformPorts, platform: Platform, act: PlatformAct): Promise<ActAnswer> {
  return asked<ActAnswer>(ports, () => platform.askAct({ actId: act.actId, showId: act.showId }));
}

export async function askHealth(
  ports: PlatformPorts,
  platform: Platform,
  showId: string,
): Promise<PlatformHealth> {
  const answer = await asked<PlatformHealth | 'cannot-tell'>(ports, () => platform.health(showId));
  return answer === 'cannot-tell' ? { state: 'bad', reason: 'platform/away' } : answer;
}

function asked<T>({ timers, log }: PlatformPorts, ask: () => Promise<T>): Promise<T | 'cannot-tell'> {
  const answer = ask().catch((error: unknown): 'cannot-tell' => {
    if (!(error instanceof AppError)) log.error({ err: error }, 'a platform failed while asked');
    return 'cannot-tell';
  });
  return within<T | 'cannot-tell'>(timers, READ_WAIT_MS, answer, () => 'cannot-tell');
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
