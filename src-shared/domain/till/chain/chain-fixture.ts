import type { ChainProduct } from './product-index.ts';

const product = (id: string, sku: string | null, name: string, spec = ''): ChainProduct => ({
  id,
  sku,
  name,
  spec,
});

/** A shop with names that overlap, specs that tell apart, and English ones. */
export const shopProducts: readonly ChainProduct[] = [
  product('tissue', 'MR-0601', '全棉柔巾', '100抽/包'),
  product('towel', 'MR-0602', '浴巾', '70×140cm'),
  product('gift', 'MR-0603', '浴巾礼盒', '2条装'),
  product('bedding-l', 'JF-1801', '全棉四件套', '1.8m'),
  product('bedding-m', 'JF-1501', '全棉四件套', '1.5m'),
  product('romper', '6901234567890', '婴儿连体衣', '66码'),
  product('soap', null, 'Bath soap', '100 g'),
  product('case', 'MR-0700', '湿巾', '1箱24包'),
];
