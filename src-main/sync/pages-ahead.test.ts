import { expect, test } from 'vitest';
import type { Page } from '#shared/contract/hub.ts';
import { type PageOrder, pagesAhead } from './pages-ahead.ts';

const pageAfter = (fromSeq: number): Page => ({
  ...{ fromSeq, toSeq: fromSeq + 2, headSeq: 10, backupSeq: 0, horizonSeq: 0, changes: [] },
});

/** Pages of a hub that remembers what it was asked for, and fails where it is asked for -1. */
function hub() {
  const asked: PageOrder[] = [];
  const pages = pagesAhead(async (order) => {
    asked.push(order);
    if (order.afterSeq < 0) throw new Error('away');
    return pageAfter(order.afterSeq);
  });
  return { asked, pages };
}

test('what was expected is asked for once', async () => {
  const { asked, pages } = hub();
  const order = { afterSeq: 0, limit: 2, horizonSeq: 7 };
  expect(await pages.get(order)).toEqual(pageAfter(0));
  pages.expect({ ...order, afterSeq: 2 });
  expect(asked).toHaveLength(2);
  expect(await pages.get({ ...order, afterSeq: 2 })).toEqual(pageAfter(2));
  expect(asked).toHaveLength(2);
  // It was as of then: who asks again wants it as it is now.
  await pages.get({ ...order, afterSeq: 2 });
  expect(asked).toHaveLength(3);
});

test('another page than expected, or under another horizon, is asked for anew', async () => {
  const { asked, pages } = hub();
  for (const order of [
    { afterSeq: 4, limit: 2 },
    { afterSeq: 2, limit: 1 },
    { afterSeq: 2, limit: 2, horizonSeq: 3 },
  ]) {
    pages.expect({ afterSeq: 2, limit: 2 });
    expect(await pages.get(order)).toEqual(pageAfter(order.afterSeq));
    expect(asked.at(-1)).toEqual(order);
  }
});

test('what fails on its way fails for whoever asks for it, and for nobody else', async () => {
  const { pages } = hub();
  pages.expect({ afterSeq: -1, limit: 2 });
  await expect(pages.get({ afterSeq: -1, limit: 2 })).rejects.toThrow('away');
  pages.expect({ afterSeq: -1, limit: 2 });
  expect(await pages.get({ afterSeq: 2, limit: 2 })).toEqual(pageAfter(2));
});
