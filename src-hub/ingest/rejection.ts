/** Why one item of a list was turned away: its code and an English sentence that names the place and what is wrong. */
import { z } from 'zod';
import { type ErrorCode, errorText } from '#shared/contract/errors.ts';

export interface Rejection {
  readonly code: ErrorCode;
  readonly message: string;
}

/** Stands in a list for a line of NDJSON that could not be read: it fails every schema, and says why by itself. */
export class UnreadableLine {
  readonly detail: string;
  constructor(detail: string) {
    this.detail = detail;
  }
}

/** How many of an item's problems are told: an event of 2,000 broken lines must not answer with 2,000 sentences. */
const TOLD = 3;

export function rejectionOf(item: unknown, error: z.ZodError): Rejection {
  if (item instanceof UnreadableLine) return invalid('line', item.detail);
  const issues = error.issues;
  const [first] = issues;
  // An event that is wrong in its shape is invalid; one whose only fault is a number below zero is not a sale.
  if (first && issues.every(isNegativeMoneyOrQuantity)) {
    const where = pathOf(first.path);
    return {
      code: 'order/not-a-sale',
      message: `${where}: amounts and quantities are never negative, a refund's neither.`,
    };
  }
  const told = issues.slice(0, TOLD).map((issue) => `${pathOf(issue.path)}: ${issue.message}`);
  const more = issues.length > TOLD ? `; and ${issues.length - TOLD} more` : '';
  return { code: 'event/invalid', message: told.join('; ') + more };
}

function invalid(path: string, detail: string): Rejection {
  return { code: 'event/invalid', message: errorText('event/invalid', { path, detail }, 'en') };
}

const neverNegative = new Set<PropertyKey>(['amountFen', 'priceFen', 'qty']);

function isNegativeMoneyOrQuantity(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'too_small' && issue.minimum === 0 && neverNegative.has(issue.path.at(-1) ?? '');
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'item' : z.core.toDotPath([...path]);
}
