import { join } from 'node:path';
import { run } from './fixtures/console-process.ts';
import { expect, test } from './fixtures/test.ts';

const orders = join(import.meta.dirname, '../resources/sample/online-retail-2010-12-01_08.csv');

test('a real order file flows into counters that are right to the cent, once', async ({
  desk,
  hub,
  screenPage,
}) => {
  const created = await hub.post('/v1/shows', { title: 'Real orders', currency: 'GBP' });
  expect(created.status).toBe(200);
  const { id } = created.body as { id: string };

  // A show made elsewhere appears on the empty console by itself.
  await expect(screenPage.getByTestId('gmv-net')).toHaveAttribute('data-fen', '0');

  const replay = () =>
    run(
      'scripts/replay.ts',
      '--file',
      orders,
      '--hub',
      hub.url,
      '--key',
      hub.key,
      '--show',
      id,
      '--flat-out',
    );
  const first = await replay();
  expect(first.code).toBe(0);
  expect(first.stdout).toContain('756 orders, 102 refunds, 47 rejected');
  expect(first.stdout).toContain('858 accepted, 0 duplicates');

  await expect(screenPage.getByTestId('gmv-net')).toHaveAttribute('data-fen', '32495632');
  await expect(screenPage.getByTestId('gmv-gross')).toHaveAttribute('data-fen', '38526647');
  await expect(screenPage.getByTestId('orders-count')).toContainText('756');

  const second = await replay();
  expect(second.stdout).toContain('0 accepted, 858 duplicates');
  const { body } = await hub.get(`/v1/shows/${id}/counters`);
  expect(body).toMatchObject({
    grossFen: 38_526_647,
    refundsFen: 6_031_015,
    netFen: 32_495_632,
    orders: 756,
    refundsCount: 102,
  });
  await expect(screenPage.getByTestId('gmv-net')).toHaveAttribute('data-fen', '32495632');

  const recount = await desk.hubCommand('recount');
  expect(recount.code).toBe(0);
});
