/** The products of a report: those of the show's own sheet, and whatever else its orders name. */
import type { ProductCounter } from '../order/counters.ts';
import type { Product } from '../product/product.schema.ts';
import { secondsBetween } from '../rundown/on-air.ts';
import type { ReportFactsOf, Stretch } from './make-report.ts';
import type { ReportProduct } from './report.schema.ts';

/**
 * Every counted row stands on exactly one line, so that the lines add up to the show's figures: on the first product of
 * its number, or on a line of its own. `viewers` null = not known.
 */
export function reportProducts(facts: ReportFactsOf, viewers: number | null): ReportProduct[] {
  const left = new Map(facts.counters.byProduct.map((counter) => [counter.sku, counter]));
  const aired = airedSeconds(facts);
  const listed = facts.products.map((product) => {
    const counter = product.sku ? left.get(product.sku) : undefined;
    if (product.sku) left.delete(product.sku);
    const stretches = facts.stretches.filter(({ productId }) => productId === product.id);
    return lineOf(product, counter, stretches, aired.get(product.id) ?? 0, viewers);
  });
  const others = [...left.values()].map(
    (counter): ReportProduct => ({
      ...{ productId: null, sku: counter.sku, name: counter.title, shopId: null, priceFen: null },
      ...{ takes: 0, airedSec: 0, sold: soldOf(counter), onAir: nothing, perMinuteFen: null },
      conversionBp: conversion(counter.orders, viewers),
    }),
  );
  return [...listed, ...others];
}

const nothing = { qty: 0, grossFen: 0, refundsFen: 0 };

function lineOf(
  product: Product,
  counter: ProductCounter | undefined,
  stretches: readonly Stretch[],
  airedSec: number,
  viewers: number | null,
): ReportProduct {
  const sold = product.sku ? soldOf(counter ?? { ...nothing, orders: 0 }) : null;
  const onAir = stretches.reduce(
    (sum, { qty, grossFen, refundsFen }) => ({
      qty: sum.qty + qty,
      grossFen: sum.grossFen + grossFen,
      refundsFen: sum.refundsFen + refundsFen,
    }),
    nothing,
  );
  return {
    ...{ productId: product.id, sku: product.sku, name: product.name, shopId: product.shopId },
    ...{ priceFen: product.priceFen, takes: stretches.length, airedSec, sold, onAir },
    perMinuteFen: airedSec > 0 && sold !== null ? Math.round((onAir.grossFen * 60) / airedSec) : null,
    conversionBp: sold === null ? null : conversion(sold.orders, viewers),
  };
}

function soldOf({ qty, grossFen, refundsFen, orders }: Omit<ProductCounter, 'sku' | 'title'>) {
  return { qty, grossFen, refundsFen, netFen: grossFen - refundsFen, orders };
}

function conversion(orders: number, viewers: number | null): number | null {
  return viewers === null || viewers === 0 ? null : Math.round((orders * 10_000) / viewers);
}

/** By product. Slots know their own time; of those that are no longer there, the stretches do. */
function airedSeconds({ slots, runs, stretches, now }: ReportFactsOf): Map<string, number> {
  const seconds = new Map<string, number>();
  const add = (productId: string, sec: number) => seconds.set(productId, (seconds.get(productId) ?? 0) + sec);
  const since = new Map<string | null, string | null>(runs.map((run) => [run.onAirSlotId, run.onAirSince]));
  for (const slot of slots) {
    const from = since.get(slot.id) ?? null;
    add(slot.productId, slot.airedSec + (from === null ? 0 : secondsBetween(from, now)));
  }
  const there = new Set<string>(slots.map(({ id }) => id));
  for (const { slotId, productId, fromAt, toAt } of stretches)
    if (productId !== null && !there.has(slotId)) add(productId, secondsBetween(fromAt, toAt ?? now));
  return seconds;
}
