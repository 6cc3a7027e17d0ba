import type { TillProduct } from '#shared/contract/till.ts';
import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';
import { cx } from '../ui/class-names.ts';
import { formatCount } from '../ui/format.ts';
import { Pill } from '../ui/Pill.tsx';
import { sellableNow } from './basket.ts';

/** One product to touch: name, spec, price, and what this till may sell of it. */
export function ProductTile({
  product,
  qty,
  currency,
  onPick,
}: {
  product: TillProduct;
  /** Pieces in the basket. */
  qty: number;
  currency: string;
  onPick: () => void;
}) {
  const t = useWords('till');
  const { name, spec, priceFen, left, free, needsSecondPerson, pending } = product;
  const most = sellableNow(product);
  const out = needsSecondPerson || (most !== null && most <= qty);
  return (
    <button
      type="button"
      data-testid="till-product"
      data-product-id={product.productId}
      data-left={left ?? ''}
      aria-disabled={out || undefined}
      onClick={onPick}
      className={cx(
        'flex h-full min-h-20 w-full flex-col gap-0.5 rounded-md border px-2.5 py-2 text-left transition-colors',
        out ? 'border-line bg-transparent' : 'border-line bg-raised hover:border-line-strong hover:bg-hover',
        qty > 0 && 'border-line-strong',
      )}
    >
      <span className={cx('line-clamp-2 w-full font-semibold leading-tight', out && 'text-muted')}>
        {name}
      </span>
      {/* Its height is the same before it is chosen and after: tiles do not move under a finger. */}
      <span className="flex min-h-4.5 w-full items-center gap-2">
        <span className="line-clamp-1 min-w-0 flex-1 text-xs text-muted">{spec}</span>
        {qty > 0 && <Pill className="font-semibold text-text">{t('tileInBasket', { n: qty })}</Pill>}
      </span>
      <span className="mt-auto flex w-full items-baseline justify-between gap-2 pt-1">
        <span className={cx('text-base font-semibold', out && 'text-muted')}>
          {formatFen(priceFen, currency)}
        </span>
        <span
          data-testid="tile-left"
          className={cx(
            'truncate rounded border border-transparent px-1 text-2xs',
            needsSecondPerson || (most !== null && most <= 0) ? 'text-warn' : 'text-muted',
            pending && 'border-dashed border-faint',
          )}
        >
          {needsSecondPerson
            ? t('tileSecondPerson')
            : left === null
              ? t('tileUnlimited')
              : free !== null && free > 0
                ? t('tileAnd', { left: formatCount(left), free: formatCount(free) })
                : left <= 0
                  ? t('tileNone')
                  : t('tileLeft', { n: formatCount(left) })}
        </span>
      </span>
    </button>
  );
}
