/** What each act on a platform asks of it, and what is read back from it. Nothing here rejects. */
import type { PlatformAct } from '#shared/domain/platform/act.schema.ts';
import type { PlatformOffer } from '#shared/domain/platform/platform.schema.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import type { ActAnswer, OnAirOffer, Platform, PlatformHealth } from '../connectors/connector.ts';
import { type AskingPorts, type Attempted, asking, attempting, type Certain } from './asking.ts';

/** A push that has not been answered by then is looked for on the platform; a person hears of it within 3 s. */
const DO_WAIT_MS = 1800;
const READ_WAIT_MS = 1000;

export function doing(
  ports: AskingPorts,
  platform: Platform,
  act: PlatformAct,
  product: Product,
  onLate: (late: Certain) => void,
): Promise<Attempted> {
  const wait = { waitMs: DO_WAIT_MS, about: { actId: act.actId } };
  return attempting(ports, wait, () => request(platform, act, product), onLate);
}

async function request(
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
  ports: AskingPorts,
  platform: Platform,
  act: PlatformAct,
  product: Product,
): Promise<Seen> {
  if (act.kind === 'push') {
    const shown = await asked<OnAirOffer | 'cannot-tell'>(ports, act.showId, () =>
      platform.onAir(act.showId),
    );
    if (shown === 'cannot-tell') return shown;
    const same = shown.productId === product.id && (shown.actId === null || shown.actId === act.actId);
    return same ? 'shown' : 'other';
  }
  // Pieces are sold meanwhile: what the count was before nobody can say, so the act itself is asked for.
  if (act.kind === 'stock') {
    const answer = await askAct(ports, platform, act);
    return answer === 'done' ? 'shown' : answer === 'not-done' ? 'other' : answer;
  }
  const offer = await asked<PlatformOffer | 'cannot-tell'>(ports, act.showId, () =>
    platform.readOffer(product),
  );
  if (offer === 'cannot-tell') return offer;
  const { priceFen, shelf } = act.change;
  return (act.kind === 'price' ? offer.priceFen === priceFen : offer.shelf === shelf) ? 'shown' : 'other';
}

export function askAct(ports: AskingPorts, platform: Platform, act: PlatformAct): Promise<ActAnswer> {
  return asked<ActAnswer>(ports, act.showId, () => platform.askAct({ actId: act.actId, showId: act.showId }));
}

export async function askHealth(
  ports: AskingPorts,
  platform: Platform,
  showId: string,
): Promise<PlatformHealth> {
  const answer = await asked<PlatformHealth | 'cannot-tell'>(ports, showId, () => platform.health(showId));
  return answer === 'cannot-tell' ? { state: 'bad', reason: 'platform/away' } : answer;
}

function asked<T>(ports: AskingPorts, showId: string, ask: () => Promise<T>): Promise<T | 'cannot-tell'> {
  return asking(ports, { waitMs: READ_WAIT_MS, about: { showId } }, ask);
}
