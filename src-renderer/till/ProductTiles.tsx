import { useQuery } from '@tanstack/react-query';
import { FileSpreadsheet, SearchX } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useDeferredValue, useMemo } from 'react';
import { Link } from 'react-router';
import type { TillProduct } from '#shared/contract/till.ts';
import { useWords } from '../app/i18n.ts';
import { orpc } from '../client/client.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { type Basket, qtyIn } from './basket.ts';
import { ProductTile } from './ProductTile.tsx';

/** More than a screenful of tiles finds nobody anything. */
const MOST_TILES = 120;

/** Every product to touch, or those that the typed words fit. Arrow keys walk from one to the next. */
export function ProductTiles({
  runId,
  products,
  text,
  basket,
  currency,
  onPick,
  onClear,
}: {
  runId: string;
  products: readonly TillProduct[];
  text: string;
  basket: Basket;
  currency: string;
  onPick: (productId: string) => boolean;
  onClear: () => void;
}) {
  const t = useWords('till');
  const asked = useDeferredValue(text.trim());
  const found = useQuery({
    ...orpc.till.find.queryOptions({ input: { runId, text: asked } }),
    enabled: asked !== '',
    placeholderData: (before) => before,
  }).data;
  const shown = useMemo(() => {
    if (asked === '' || found === undefined) return products;
    const byId = new Map(products.map((product) => [product.productId as string, product]));
    return found.productIds.flatMap((id) => byId.get(id) ?? []);
  }, [asked, found, products]);
  if (products.length === 0)
    return (
      <EmptyState
        icon={<FileSpreadsheet size={24} aria-hidden />}
        title={t('productsNone')}
        actions={
          <Link to="/import/products" className="underline">
            {t('productsImport')}
          </Link>
        }
      >
        {t('productsNoneText')}
      </EmptyState>
    );
  if (shown.length === 0)
    return (
      <EmptyState
        icon={<SearchX size={24} aria-hidden />}
        title={t('productsNoMatch')}
        actions={<Button onClick={onClear}>{t('clearSearch')}</Button>}
      />
    );
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-2">
      <ul
        onKeyDown={walk}
        className="grid grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-2"
        data-testid="till-products"
      >
        {shown.slice(0, MOST_TILES).map((product) => (
          <li key={product.productId}>
            <ProductTile
              product={product}
              qty={qtyIn(basket, product.productId)}
              currency={currency}
              onPick={() => onPick(product.productId)}
            />
          </li>
        ))}
      </ul>
      {shown.length > MOST_TILES && (
        <p className="p-3 text-center text-sm text-muted">
          {t('productsMore', { n: shown.length - MOST_TILES })}
        </p>
      )}
    </div>
  );
}

/** Left and right by one, up and down by the number of tiles in a row. */
function walk(event: KeyboardEvent<HTMLUListElement>): void {
  const tiles = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const at = tiles.indexOf(document.activeElement as HTMLElement);
  if (at === -1) return;
  const firstTop = tiles[0]?.getBoundingClientRect().top;
  const inRow = tiles.findIndex((tile) => tile.getBoundingClientRect().top !== firstTop);
  const row = inRow === -1 ? tiles.length : inRow;
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: row, ArrowUp: -row }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  tiles[Math.min(tiles.length - 1, Math.max(0, at + step))]?.focus();
}
