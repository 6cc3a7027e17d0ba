import { useCallback, useMemo } from 'react';
import type { TillSheet } from '#shared/contract/till.ts';
import { parseChain } from '#shared/domain/till/chain/parse-chain.ts';
import { type ChainAnswers, type ChainOrder, settleChain } from '#shared/domain/till/chain/settle-chain.ts';
import { client } from '../client/client.ts';
import type { ChainOutcome, ChainWork } from './chain-store.ts';
import { useTickets } from './use-till.ts';

/** As many as the desk takes at a time. */
export const MOST_ORDERS = 300;
const LONGEST_NAME = 60;
const LONGEST_NOTE = 300;
/** Tickets among which an order is looked for that was made before. */
const TICKETS_COMPARED = 500;

/** A chain read with the products of the sheet, and settled with what was answered so far. */
export function useChain(
  runId: string,
  text: string,
  sheet: TillSheet,
  work: ChainWork,
  change: (change: (now: ChainWork) => ChainWork) => void,
) {
  const products = useMemo(
    () => sheet.products.map(({ productId, sku, name, spec }) => ({ id: productId, sku, name, spec })),
    [sheet.products],
  );
  const listed = useTickets(runId, { limit: TICKETS_COMPARED, own: false }).data?.tickets;
  const tickets = useMemo(
    () =>
      (listed ?? [])
        .filter(({ source, state }) => source === 'chain' && state !== 'cancelled')
        .map(({ label, buyerName, lines }) => ({ label, name: buyerName, lines })),
    [listed],
  );
  const reading = useMemo(() => parseChain(text, products), [text, products]);
  const settled = useMemo(
    () => settleChain(reading, work.answers, tickets),
    [reading, work.answers, tickets],
  );
  const answer = useCallback(
    (more: (answers: ChainAnswers) => Partial<ChainAnswers>) =>
      change((now) => ({ ...now, answers: { ...now.answers, ...more(now.answers) } })),
    [change],
  );
  // What was made is a ticket now: it is not asked about, and never made again.
  const waiting = settled.orders.filter(({ line }) => work.outcomes[line]?.opened !== true);

  async function open(): Promise<{ opened: number; failed: number }> {
    const prices = new Map(sheet.products.map(({ productId, priceFen }) => [productId as string, priceFen]));
    const orders = waiting.slice(0, MOST_ORDERS);
    const answers = await client.ticket.openChain({
      runId,
      orders: orders.map((order) => basketOf(order, prices)),
    });
    const outcomes = Object.fromEntries(
      orders.flatMap(({ line }, at): [number, ChainOutcome][] => {
        const made = answers[at];
        return made ? [[line, made]] : [];
      }),
    );
    change((now) => ({ ...now, outcomes: { ...now.outcomes, ...outcomes } }));
    const opened = answers.filter((made) => made.opened).length;
    return { opened, failed: answers.length - opened };
  }
  return { reading, settled, waiting, answer, open };
}

type OpenChainInput = Parameters<typeof client.ticket.openChain>[0];

function basketOf(
  { name, note, lines }: ChainOrder,
  prices: ReadonlyMap<string, number>,
): OpenChainInput['orders'][number] {
  return {
    buyerName: name.slice(0, LONGEST_NAME),
    note: note.slice(0, LONGEST_NOTE),
    lines: lines.map(({ productId, qty }) => ({ productId, qty, priceFen: prices.get(productId) ?? 0 })),
  };
}
