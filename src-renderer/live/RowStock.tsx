import { stockAlarm } from '#shared/domain/policy/stock-alarm.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import { useWords } from '../app/i18n.ts';
import { useLive } from '../client/live.ts';
import { usePolicy } from '../price/use-offers.ts';
import { formatCount } from '../ui/format.ts';
import { Pill } from '../ui/Pill.tsx';
import { stockView } from './slot-view.ts';

/**
 * What is left and what was sold of a row's product. It listens to its own figures, so that orders that come in draw
 * these few words anew and not the row about them.
 */
export function RowStock({ product, atTills }: { product: Product; atTills: number }) {
  const t = useWords('live');
  const p = useWords('price');
  const policy = usePolicy();
  const counter = useLive((live) => (product.sku === null ? undefined : live.products.get(product.sku)));
  const { sold, left } = stockView({ product, atTills }, counter);
  const alarm = stockAlarm(left, product.stockDeclared, policy);
  return (
    <>
      {left !== null &&
        (alarm !== 'none' ? (
          <Pill tone={alarm === 'warn' ? 'warn' : 'live'} title={p(`alarm_${alarm}`)}>
            {left <= 0
              ? t('stockOut')
              : `${alarm === 'danger' ? `${p('alarm_danger')} · ` : ''}${t('stockLeft', { n: formatCount(left) })}`}
          </Pill>
        ) : (
          <span className="shrink-0 whitespace-nowrap text-muted">
            {t('stockLeft', { n: formatCount(left) })}
          </span>
        ))}
      {sold !== null && sold > 0 && (
        <span className="shrink-0 whitespace-nowrap text-muted">
          {t('soldCount', { n: formatCount(sold) })}
        </span>
      )}
    </>
  );
}
