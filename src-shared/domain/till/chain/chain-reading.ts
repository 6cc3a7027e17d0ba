/** What was understood of a pasted order chain (接龙), line by line, and what a person still has to say. */
import type { ChainCandidate } from './product-index.ts';

/** `more` goes on with the entry above it. `unread` stands behind the entries and belongs to none. */
export const chainLineKinds = ['blank', 'header', 'example', 'ruler', 'entry', 'more', 'unread'] as const;
export type ChainLineKind = (typeof chainLineKinds)[number];

export interface ChainLine {
  /** 1-based, as pasted. */
  readonly line: number;
  readonly text: string;
  readonly kind: ChainLineKind;
}

/** True: nothing becomes of the line until a person has answered. False: said, and taken as it was read. */
export const chainProblems = {
  /** Items */
  'product-unknown': true,
  'product-unsure': true,
  'count-unreadable': true,
  'count-unsure': true,
  'count-large': true,
  'count-many-in-one': true,
  'words-beside': true,
  'count-assumed': false,
  /** Entries */
  'no-name': true,
  'name-unsure': true,
  'name-or-count': true,
  'no-items': true,
  'cancel-unsure': true,
  'aside-names-product': true,
  'same-order': true,
  'repeated-line': true,
  /** Found by settle-chain.ts: the same person's same order is a ticket already. */
  'has-ticket': true,
  cancelled: false,
  'same-person': false,
  'phone-left-out': false,
  'number-twice': false,
} as const satisfies Record<string, boolean>;
export type ChainProblem = keyof typeof chainProblems;

export function asksPerson(problem: ChainProblem): boolean {
  return chainProblems[problem];
}

export interface ChainItem {
  /** Stable within one reading: `12.0` is the first item of the entry in line 12. */
  readonly key: string;
  readonly line: number;
  /** As written, with its count. */
  readonly text: string;
  /** What stands for the product, in plain letters: the same words mean the same product in every line. */
  readonly words: string;
  /** Null where it cannot be read. 1 where none was written. */
  readonly qty: number | null;
  /** As written: `包`, `箱`; empty where there is none. */
  readonly unit: string;
  readonly candidates: readonly ChainCandidate[];
  /** Set where the words can mean nothing else. */
  readonly productId: string | null;
  readonly problems: readonly ChainProblem[];
}

export interface ChainEntry {
  /** The line it starts in. */
  readonly line: number;
  /** As written in front of it. */
  readonly number: number;
  /** All its lines as pasted, without the number. */
  readonly text: string;
  readonly name: string;
  readonly items: readonly ChainItem[];
  /** What stands in brackets, sums, "paid", building and room. */
  readonly note: string;
  /** Seen and left out: a person's number is not put into an order. */
  readonly phone: string | null;
  readonly cancelled: boolean;
  readonly problems: readonly ChainProblem[];
}

export interface ChainReading {
  /** Every line of the paste, in order. */
  readonly lines: readonly ChainLine[];
  readonly entries: readonly ChainEntry[];
}
