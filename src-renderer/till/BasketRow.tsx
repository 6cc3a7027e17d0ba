import { Minus, Plus, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';
import { cx } from '../ui/class-names.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { controlLook } from '../ui/TextInput.tsx';
import { type BasketLine, sellableNow } from './basket.ts';
import type { Selling } from './use-selling.ts';

const step =
  'grid size-11 shrink-0 place-items-center rounded-md border border-line bg-raised hover:bg-hover disabled:text-faint disabled:opacity-60';

/** One product of the basket: large − and +, the pieces to be typed over, what they cost. */
export function BasketRow({
  line: { product, qty, amountFen, problem },
  currency,
  selling,
}: {
  line: BasketLine;
  currency: string;
  selling: Selling;
}) {
  const t = useWords('till');
  const { productId, name, spec, priceFen } = product;
  const [typed, setTyped] = useState(String(qty));
  useEffect(() => setTyped(String(qty)), [qty]);
  const most = sellableNow(product);
  /** At once, not when the field is left: whoever presses a pay key next pays what stands here. */
  function type(text: string) {
    setTyped(text);
    if (/^[1-9]\d{0,5}$/.test(text.trim())) setTyped(String(selling.setQty(productId, Number(text))));
  }
  return (
    <li
      data-testid="basket-line"
      data-product-id={productId}
      className="border-b border-line px-3 py-2 last:border-b-0"
    >
      <div className="flex items-start gap-2">
        <p className="min-w-0 flex-1 leading-tight">
          <span className="font-semibold">{name}</span>
          {spec !== '' && <span className="ml-1.5 text-xs text-muted">{spec}</span>}
        </p>
        <IconButton label={t('lineRemove', { name })} onClick={() => selling.remove(productId)}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      <div className="mt-1 flex items-center gap-1.5">
        <button
          type="button"
          aria-label={t('lineMinus', { name })}
          className={step}
          onClick={() => selling.setQty(productId, qty - 1)}
        >
          <Minus size={18} aria-hidden />
        </button>
        <span className="w-14 shrink-0">
          <input
            aria-label={t('lineQty', { name })}
            inputMode="numeric"
            autoComplete="off"
            className={cx(controlLook, 'h-11 px-1 text-center text-base font-semibold')}
            value={typed}
            onFocus={(event) => event.target.select()}
            onChange={(event) => type(event.target.value)}
            onBlur={() => setTyped(String(qty))}
          />
        </span>
        <button
          type="button"
          aria-label={t('linePlus', { name })}
          className={step}
          disabled={most !== null && qty >= most}
          onClick={() => selling.add(productId)}
        >
          <Plus size={18} aria-hidden />
        </button>
        <span className="min-w-0 flex-1 truncate text-right text-xs text-muted">
          × {formatFen(priceFen, currency)}
        </span>
        <span className="shrink-0 text-base font-semibold">{formatFen(amountFen, currency)}</span>
      </div>
      {problem !== null && (
        <p className="mt-1 text-xs text-warn">
          {problem === 'none-left' ? t('lineShort', { n: Math.max(0, most ?? 0) }) : t('tileSecondPerson')}
        </p>
      )}
    </li>
  );
}
