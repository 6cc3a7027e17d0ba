import type { Product } from '#shared/domain/product/product.schema.ts';

/**
 * What a typed number of declared pieces means: so many more or less where there is a number already, since somebody
 * else may change it meanwhile; a declaration only where there was none, or none shall be. `text` null = untouched.
 */
export function stockChange(
  { stockDeclared }: Pick<Product, 'stockDeclared'>,
  text: string | null,
): { readonly delta: number; readonly declared: { stockDeclared?: number | null } } {
  if (text === null) return { delta: 0, declared: {} };
  const wanted = text.trim() === '' ? null : Number(text);
  if (wanted === null || stockDeclared === null) return { delta: 0, declared: { stockDeclared: wanted } };
  return { delta: wanted - stockDeclared, declared: {} };
}
