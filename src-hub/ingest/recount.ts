/** Folds every fact again and compares: what the hub has counted must be what its facts say, to the cent. */

import type { Counters } from '#shared/domain/order/counters.ts';
import { countersOf } from '#shared/domain/order/counters.ts';
import type { OrderEvent } from '#shared/domain/order/order.schema.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import type { HubStore } from '../store/hub-store.ts';

/** One figure that is not what the facts say; null where a row is missing on that side. */
export interface Difference {
  /** Such as `byProduct MR-0601 grossFen`. */
  readonly figure: string;
  readonly counted: number | null;
  readonly facts: number | null;
}

/** Drops whose counts are not what their claims say. */
export async function recountDrops(
  store: HubStore,
): Promise<{ drops: number; wrong: { dropId: string; differences: Difference[] }[] }> {
  const recounts = await store.drops.recount();
  const wrong = recounts
    .map(({ dropId, counted, claims }) => ({
      dropId,
      differences: figureDifferences('', numbersOf(counted), numbersOf(claims)),
    }))
    .filter(({ differences }) => differences.length > 0);
  return { drops: recounts.length, wrong };
}

export interface TargetRecount {
  readonly target: FactTarget;
  readonly events: number;
  readonly differences: readonly Difference[];
}

/** Recounts every show and run kind that has orders. To be run on a store that nobody writes to meanwhile. */
export async function* recountOrders(store: HubStore): AsyncIterable<TargetRecount> {
  for (const target of await store.orders.targets()) {
    const events: OrderEvent[] = [];
    for await (const event of store.orders.all(target)) events.push(event);
    const differences = differencesOf(await store.orders.counters(target), countersOf(events));
    yield { target, events: events.length, differences };
  }
}

const groups = {
  byProduct: 'sku',
  byMinute: 'minute',
  byChannel: 'channel',
  byShop: 'shopId',
} as const satisfies Partial<Record<keyof Counters, string>>;
type Group = keyof typeof groups;

/** Every figure that differs. Titles are left out: a title is a name that a counter row carries, not a count. */
export function differencesOf(counted: Counters, facts: Counters): Difference[] {
  const found = figureDifferences('', numbersOf(counted), numbersOf(facts));
  for (const group of Object.keys(groups) as Group[]) {
    const left = rowsOf(counted, group);
    const right = rowsOf(facts, group);
    for (const name of new Set([...left.keys(), ...right.keys()])) {
      found.push(...figureDifferences(`${group} ${name || '""'} `, left.get(name), right.get(name)));
    }
  }
  return found;
}

type Figures = ReadonlyMap<string, number>;

function rowsOf(counters: Counters, group: Group): Map<string, Figures> {
  const key: string = groups[group];
  return new Map(
    counters[group].map((row) => [
      String(Object.entries(row).find(([field]) => field === key)?.[1]),
      numbersOf(row),
    ]),
  );
}

function numbersOf(row: object): Figures {
  return new Map(
    Object.entries(row).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
}

function figureDifferences(prefix: string, counted?: Figures, facts?: Figures): Difference[] {
  const fields = [...(counted ?? facts ?? new Map<string, number>()).keys()];
  return fields
    .map((field) => ({
      figure: prefix + field,
      counted: counted?.get(field) ?? null,
      facts: facts?.get(field) ?? null,
    }))
    .filter((difference) => difference.counted !== difference.facts);
}
