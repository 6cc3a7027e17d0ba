/**
 * Asks the hub for pages of changes, the next one while the last is still being taken: hub and cache then work at the
 * same time. What was asked for too early is thrown away where the desk turns out to need another page.
 */
import type { z } from 'zod';
import type { hubRequests, Page } from '#shared/contract/hub.ts';

export type PageOrder = z.input<(typeof hubRequests)['pull']['input']>;

export interface PagesAhead {
  /** The page as ordered, perhaps on its way already. Rejects as the request does. */
  get(order: PageOrder): Promise<Page>;
  /** The next order will probably be this. Never throws: `get` of the same order does. */
  expect(order: PageOrder): void;
}

export function pagesAhead(request: (order: PageOrder) => Promise<Page>): PagesAhead {
  let expected: { readonly order: PageOrder; readonly page: Promise<Page> } | null = null;
  return {
    get(order) {
      const known = expected;
      expected = null;
      return known && isSame(known.order, order) ? known.page : request(order);
    },
    expect(order) {
      const page = request(order);
      // Nobody may ever ask for it.
      page.catch(() => undefined);
      expected = { order, page };
    },
  };
}

function isSame(a: PageOrder, b: PageOrder): boolean {
  return a.afterSeq === b.afterSeq && a.limit === b.limit && a.horizonSeq === b.horizonSeq;
}
