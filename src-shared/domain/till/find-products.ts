/** Finding a product at the till: by a scanned code, or by what somebody types. */
import type { Product } from '../product/product.schema.ts';

type Findable = Pick<Product, 'id' | 'sku' | 'name' | 'spec'>;

export interface Found<P> {
  /** The one whose SKU is exactly what was scanned; null where there is none, or more than one. */
  readonly scanned: P | null;
  /** Everything that has each typed word in SKU, name or spec; best first. All products for an empty text. */
  readonly matches: P[];
}

/** Full width and case are what keyboards and sheets differ in, never what a person means. */
function folded(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

export function findProducts<P extends Findable>(products: readonly P[], text: string): Found<P> {
  const asked = folded(text);
  if (asked === '') return { scanned: null, matches: [...products] };
  const exact = products.filter(({ sku }) => sku !== null && folded(sku) === asked);
  const words = asked.split(/\s+/);
  const matches = products
    .map((product) => ({ product, rank: rankOf(product, asked, words) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ product }) => product);
  return { scanned: exact.length === 1 ? (exact[0] ?? null) : null, matches };
}

/** The code itself, then how it begins, then how the name begins, then anywhere; 0 = not meant. */
function rankOf({ sku, name, spec }: Findable, asked: string, words: readonly string[]): number {
  const code = folded(sku ?? '');
  const title = folded(name);
  if (code === asked) return 4;
  if (code !== '' && code.startsWith(asked)) return 3;
  if (title.startsWith(asked)) return 2;
  const all = `${code} ${title} ${folded(spec)}`;
  return words.every((word) => all.includes(word)) ? 1 : 0;
}
