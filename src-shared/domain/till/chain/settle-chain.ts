/** What a person says to a chain that was read, and the orders that come of both. */
import {
  asksPerson,
  type ChainEntry,
  type ChainItem,
  type ChainProblem,
  type ChainReading,
} from './chain-reading.ts';
import { withoutPhones } from './phone-text.ts';

export interface ChainAnswers {
  /**
   * What words mean, in every line that has them: a product's id, or null for "no product". Words that stand for nothing
   * (a count alone) are answered by item.
   */
  readonly words: Readonly<Record<string, string | null>>;
  /** By item key; goes before what its words mean. */
  readonly products: Readonly<Record<string, string | null>>;
  /** By item key: typed, or the one that was read and is right. */
  readonly counts: Readonly<Record<string, number>>;
  /** By the entry's line. */
  readonly names: Readonly<Record<number, string>>;
  /** By the entry's line: true = it counts as it stands here, false = it is left out. */
  readonly taken: Readonly<Record<number, boolean>>;
  /** Lines that belong to no entry and were looked at. */
  readonly seen: Readonly<Record<number, boolean>>;
}

export const noAnswers: ChainAnswers = {
  words: {},
  products: {},
  counts: {},
  names: {},
  taken: {},
  seen: {},
};

/** `open`: a question is unanswered. `cancelled`: by its own words; a person may take it all the same. */
export type ChainState = 'ready' | 'open' | 'left-out' | 'cancelled';

export interface SettledItem {
  readonly item: ChainItem;
  readonly productId: string | null;
  /** A person said that these words are no product: they go into the note. */
  readonly isNote: boolean;
  readonly qty: number | null;
  /** Questions still open. */
  readonly open: readonly ChainProblem[];
}

export interface SettledEntry {
  readonly entry: ChainEntry;
  readonly name: string;
  readonly items: readonly SettledItem[];
  readonly state: ChainState;
  readonly open: readonly ChainProblem[];
  /** The ticket that this order seems to be already; null where there is none. */
  readonly ticketLabel: string | null;
}

/** One order, ready to become a ticket. A product stands in it once. */
export interface ChainOrder {
  readonly line: number;
  readonly number: number;
  readonly name: string;
  readonly note: string;
  readonly lines: readonly { readonly productId: string; readonly qty: number }[];
}

/** A ticket that a chain was made into before: the same chain, grown longer, is pasted again. */
export interface ChainTicket {
  readonly label: string;
  readonly name: string;
  readonly lines: readonly { readonly productId: string; readonly qty: number }[];
}

export interface SettledChain {
  readonly entries: readonly SettledEntry[];
  /** Lines behind the entries that nobody has looked at yet. */
  readonly unseen: readonly number[];
  readonly orders: readonly ChainOrder[];
  /** Entries and lines that still wait for an answer. */
  readonly openCount: number;
}

const byProduct = new Set<ChainProblem>(['product-unknown', 'product-unsure']);

export function settleChain(
  reading: ChainReading,
  answers: ChainAnswers,
  tickets: readonly ChainTicket[] = [],
): SettledChain {
  const labels = new Map(tickets.map((ticket) => [orderKey(ticket), ticket.label]));
  const entries = reading.entries.map((entry) =>
    withTicket(settleEntry(entry, answers), answers.taken[entry.line], labels),
  );
  const unseen = reading.lines
    .filter(({ kind, line }) => kind === 'unread' && answers.seen[line] !== true)
    .map(({ line }) => line);
  const open = entries.filter(({ state }) => state === 'open').length;
  return {
    entries,
    unseen,
    orders: entries.filter(({ state }) => state === 'ready').map(orderOf),
    openCount: open + unseen.length,
  };
}

function settleItem(item: ChainItem, answers: ChainAnswers): SettledItem {
  const byWords = item.words === '' ? undefined : answers.words[item.words];
  const answer = Object.hasOwn(answers.products, item.key) ? answers.products[item.key] : byWords;
  const typed = answers.counts[item.key];
  const qty = typed ?? item.qty;
  const isNote = answer === null;
  const open = item.problems.filter((problem) => {
    if (!asksPerson(problem) || isNote) return false;
    return byProduct.has(problem) ? answer === undefined : typed === undefined;
  });
  return { item, productId: answer === undefined ? item.productId : answer, isNote, qty, open };
}

/** The same person's same products in the same numbers. */
function orderKey({ name, lines }: Pick<ChainOrder, 'name' | 'lines'>): string {
  return JSON.stringify([name, lines.map(({ productId, qty }) => `${productId}*${qty}`).sort()]);
}

function withTicket(
  settled: SettledEntry,
  taken: boolean | undefined,
  labels: ReadonlyMap<string, string>,
): SettledEntry {
  const ticketLabel = settled.state === 'ready' ? (labels.get(orderKey(orderOf(settled))) ?? null) : null;
  if (ticketLabel === null || taken === true) return { ...settled, ticketLabel };
  return { ...settled, ticketLabel, state: 'open', open: [...settled.open, 'has-ticket'] };
}

function settleEntry(entry: ChainEntry, answers: ChainAnswers): SettledEntry {
  const name = (answers.names[entry.line] ?? entry.name).trim();
  const items = entry.items.map((item) => settleItem(item, answers));
  const taken = answers.taken[entry.line];
  const open = entry.problems.filter((problem) => {
    if (problem === 'no-name') return name === '';
    if (problem === 'no-items') return false;
    return asksPerson(problem) && taken === undefined;
  });
  // Nothing is left to order: a name alone is no ticket.
  if (items.every(({ isNote }) => isNote) && !entry.cancelled) open.push('no-items');
  const base = { entry, name, items, open, ticketLabel: null };
  if (taken === false) return { ...base, open: [], state: 'left-out' };
  if (entry.cancelled && taken !== true) return { ...base, open: [], state: 'cancelled' };
  const waits = open.length > 0 || items.some((item) => item.open.length > 0) || items.length === 0;
  return { ...base, state: waits ? 'open' : 'ready' };
}

function orderOf({ entry, name, items }: SettledEntry): ChainOrder {
  const counts = new Map<string, number>();
  for (const { productId, qty, isNote } of items)
    if (!isNote && productId !== null) counts.set(productId, (counts.get(productId) ?? 0) + (qty ?? 0));
  const notes = [entry.note, ...items.filter(({ isNote }) => isNote).map(({ item }) => item.text)];
  return {
    line: entry.line,
    number: entry.number,
    name: withoutPhones(name),
    note: withoutPhones(notes.filter((note) => note !== '').join('；')),
    lines: [...counts].map(([productId, qty]) => ({ productId, qty })),
  };
}
