/** When the product on air will be gone, at the pace of the last minutes. */
import { useEffect, useState } from 'react';
import { pacePerMin, type SoldAt, sellOutSec, withSample } from '#shared/domain/policy/stock-alarm.ts';
import { useNowMs } from '../client/now.ts';

/** Kept beyond a component: the pace of a product that was shown a minute ago is still known. */
const kept = new Map<string, readonly SoldAt[]>();

export interface SellOut {
  readonly perMin: number;
  readonly sec: number;
  readonly atMs: number;
}

/** `key` names product, show and run kind. Null where there is no forecast. */
export function useSellOut(key: string, sold: number | null, left: number | null): SellOut | null {
  const nowMs = useNowMs();
  const [samples, setSamples] = useState<readonly SoldAt[]>(() => kept.get(key) ?? []);
  useEffect(() => {
    if (sold === null) return;
    const next = withSample(kept.get(key) ?? [], { atMs: nowMs, sold });
    kept.set(key, next);
    setSamples(next);
  }, [key, sold, nowMs]);
  if (sold === null) return null;
  const perMin = pacePerMin(samples, { atMs: nowMs, sold });
  const sec = sellOutSec(left, perMin);
  return sec === null || perMin === null ? null : { perMin, sec, atMs: nowMs + sec * 1000 };
}
