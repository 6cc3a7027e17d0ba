import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TillSheet } from '#shared/contract/till.ts';
import { MAX_TICKET_LINES } from '#shared/domain/till/ticket.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import {
  addProblem,
  type Basket,
  type PricedBasket,
  priced,
  qtyIn,
  withOneMore,
  without,
  withQty,
} from './basket.ts';
import { useBasket } from './basket-store.ts';
import type { Scan } from './use-scanner.ts';

/** What the scan field says to what was scanned or typed last. */
export interface Heard {
  readonly tone: 'added' | 'problem';
  readonly text: string;
}

export interface Selling {
  readonly entries: Basket;
  readonly basket: PricedBasket;
  readonly heard: Heard | null;
  /** Puts one piece into the basket, or says why not. */
  add(productId: string): boolean;
  /** Answers the pieces that it became: no more than can be sold. */
  setQty(productId: string, qty: number): number;
  remove(productId: string): void;
  removeGone(): void;
  clear(): void;
  /** From a scanner: the first of these that is one product's SKU, or nothing. */
  scan(codes: Scan['codes'], put: (productId: string) => boolean): Promise<void>;
  /** What a person typed and ended with Enter. Answers whether one product was meant and taken. */
  enter(text: string, put: (productId: string) => boolean): Promise<boolean>;
}

export function useSelling(runId: string, sheet: TillSheet | null): Selling {
  const t = useWords('till');
  const act = useAct();
  const [entries, change] = useBasket(runId);
  const [heard, setHeard] = useState<Heard | null>(null);
  // Codes are looked up one after another, however fast they come.
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const now = useRef({ entries, sheet });
  now.current = { entries, sheet };
  const basket = useMemo(() => priced(entries, sheet ?? { products: [] }), [entries, sheet]);

  const problem = useCallback((text: string) => setHeard({ tone: 'problem', text }), []);
  const add = useCallback(
    (productId: string) => {
      const product = now.current.sheet?.products.find((each) => each.productId === productId);
      const wrong = addProblem(now.current.entries, product);
      if (wrong !== null) {
        problem(t(`problem_${wrong}`, { name: product?.name ?? '', n: MAX_TICKET_LINES }));
        return false;
      }
      const next = withOneMore(now.current.entries, productId);
      // Two scans may come before the next drawing: the second counts on the first.
      now.current = { ...now.current, entries: next };
      change((before) => withOneMore(before, productId));
      const name = product?.name ?? '';
      setHeard({ tone: 'added', text: t('scanAdded', { name, qty: qtyIn(next, productId) }) });
      return true;
    },
    [change, problem, t],
  );
  // Whoever scans sooner than the sheet is on the screen waits for it: nothing is gone that was not looked at.
  const waiting = useRef<(() => void)[]>([]);
  useEffect(() => {
    if (sheet) for (const goOn of waiting.current.splice(0)) goOn();
  }, [sheet]);
  const sheetThere = useCallback(
    () => new Promise<void>((goOn) => (now.current.sheet ? goOn() : waiting.current.push(goOn))),
    [],
  );
  const find = useCallback(
    (text: string) => {
      const answer = queue.current.then(async () => {
        const found = await client.till.find({ runId, text });
        await sheetThere();
        return found;
      });
      queue.current = answer.catch(() => undefined);
      return answer;
    },
    [runId, sheetThere],
  );

  return {
    entries,
    basket,
    heard,
    add,
    setQty(productId, qty) {
      const product = now.current.sheet?.products.find((each) => each.productId === productId);
      if (product) change((before) => withQty(before, product, qty));
      return product ? qtyIn(withQty(now.current.entries, product, qty), productId) : 0;
    },
    remove: (productId) => change((before) => without(before, productId)),
    removeGone() {
      const there = new Set(basket.lines.map(({ product }) => product.productId as string));
      change((before) => before.filter(({ productId }) => there.has(productId)));
    },
    clear() {
      change(() => []);
      setHeard(null);
    },
    async scan(codes, put) {
      await act(async () => {
        // Asked for together, so that nothing scanned later comes in between.
        const found = await Promise.all(codes.map(find));
        const scanned = found.find((each) => each.scanned !== null)?.scanned ?? null;
        if (scanned === null) problem(t('scanUnknown', { text: codes[0] }));
        else put(scanned);
      });
    },
    async enter(text, put) {
      if (text.trim() === '') return false;
      let taken = false;
      await act(async () => {
        const { scanned, productIds } = await find(text);
        const meant = scanned ?? (productIds.length === 1 ? productIds[0] : undefined);
        if (meant !== undefined) taken = put(meant);
        else if (productIds.length === 0) problem(t('scanNothing', { text }));
        else {
          setHeard({ tone: 'problem', text: t('scanSeveral', { n: productIds.length }) });
          document.querySelector<HTMLElement>('[data-testid="till-product"]')?.focus();
        }
      });
      return taken;
    },
  };
}
