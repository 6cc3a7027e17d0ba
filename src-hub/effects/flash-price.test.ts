/** The price of a flash drop on its platform: set before the drop opens, asked for in its stead, and put back. */
import { beforeEach, expect, test } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import { parseDocument } from '#shared/domain/documents.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import type { ActAnswer, Connector } from '../connectors/connector.ts';
import { put } from '../store/test-documents.ts';
import {
  type FlashPricePorts,
  isFlash,
  type PricePlatform,
  putPriceBack,
  withFlashPrices,
} from './flash-price.ts';

const flashPlan = { kind: 'flash-price', productId: 'product-1', priceFen: 900, fromFen: 4900 };
const flash = parseDocument('drop', put('drop', { ...flashPlan, runKind: 'rehearsal' }).document);
const coupon = parseDocument('drop', put('drop').document);

let done: unknown[];
let refuse: AppError | null;
let answer: ActAnswer;
let product: Product | null;
let connector: Connector;

const store = { documents: { get: async () => product } } as unknown as FlashPricePorts['store'];
const productAt = (priceFen: number) => parseDocument('product', put('product', { priceFen }).document);
const platformFor = async (runKind: string): Promise<PricePlatform> => ({
  async setOffer({ actId, product: { id }, priceFen }) {
    if (refuse) throw refuse;
    done.push({ runKind, actId, productId: id, priceFen });
  },
  async askAct(act) {
    done.push(act);
    return answer;
  },
});

beforeEach(() => {
  done = [];
  refuse = null;
  answer = 'cannot-tell';
  product = productAt(4900);
  connector = withFlashPrices(
    {
      name: 'test',
      fireDrop: async ({ id }) => void done.push(`fired ${id}`),
      askDrop: async () => 'not-open',
      stopDrop: async (dropId) => void done.push(`stopped ${dropId}`),
    },
    { store, platformFor },
  );
});

test('its price is on the platform of its mode before it opens, as one act of its own', async () => {
  await connector.fireDrop(flash);
  expect(done).toEqual([
    { runKind: 'rehearsal', actId: 'drop-1:open', productId: 'product-1', priceFen: 900 },
    'fired drop-1',
  ]);
});

test('a drop of another kind changes no price', async () => {
  await connector.fireDrop(coupon);
  expect(await connector.askDrop(coupon)).toBe('not-open');
  await connector.stopDrop('drop-1');
  expect(done).toEqual(['fired drop-1', 'stopped drop-1']);
});

test('where the price is refused, or its product is gone, it does not open', async () => {
  refuse = new AppError('platform/away');
  await expect(connector.fireDrop(flash)).rejects.toMatchObject({ code: 'platform/away' });
  refuse = null;
  product = null;
  await expect(connector.fireDrop(flash)).rejects.toMatchObject({ code: 'product/not-found' });
  expect(done).toEqual([]);
});

test.each([
  ['done', 'open'],
  ['not-done', 'not-open'],
  ['cannot-tell', 'cannot-tell'],
] as const)('nobody knows: its price is asked for, and %s is %s', async (said, open) => {
  answer = said;
  expect(await connector.askDrop(flash)).toBe(open);
  expect(done).toEqual([{ actId: 'drop-1:open', showId: 'show-1' }]);
});

test('over, the product costs what it costs by then; every try is an act of its own', async () => {
  if (!isFlash(flash)) throw new Error('no flash price');
  product = productAt(5100);
  await putPriceBack({ store, platformFor }, flash, '4');
  await putPriceBack({ store, platformFor }, flash, '5');
  expect(done).toMatchObject([
    { runKind: 'rehearsal', actId: 'drop-1:back:4', productId: 'product-1', priceFen: 5100 },
    { actId: 'drop-1:back:5', priceFen: 5100 },
  ]);
});
