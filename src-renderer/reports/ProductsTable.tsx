import { useMemo } from 'react';
import type { Report, ReportProduct } from '#shared/domain/report/report.schema.ts';
import { useWords } from '../app/i18n.ts';
import { formatDuration } from '../ui/format.ts';
import { ReportSection } from './ReportSection.tsx';
import { type Column, SortTable } from './SortTable.tsx';
import { countText, moneyIn } from './say.ts';

/** Every product, on the sheet or not: its lines add up to the show. */
export function ProductsTable({ report }: { report: Report }) {
  const t = useWords('reports');
  const { products, currency, totals } = report;
  const columns = useMemo<Column<ReportProduct>[]>(() => {
    const money = moneyIn(currency);
    const unknown = <span className="text-faint">{t('unknown')}</span>;
    const orUnknown = (value: number | null, write: (value: number) => string) =>
      value === null ? unknown : write(value);
    return [
      {
        ...{ id: 'name', head: t('colProduct'), left: true },
        value: ({ name }) => name,
        cell: ({ name, sku, productId }) => (
          <>
            <span className="font-medium">{name || t('unexplained')}</span>
            <span className="ml-2 text-xs text-muted">
              {sku === null ? t('noSku') : sku}
              {productId === null && sku !== '' && ` · ${t('notListed')}`}
            </span>
          </>
        ),
      },
      {
        ...{ id: 'qty', head: t('colQty'), value: ({ sold }) => sold?.qty ?? null },
        cell: ({ sold }) => orUnknown(sold?.qty ?? null, countText),
      },
      {
        ...{ id: 'orders', head: t('colOrders'), value: ({ sold }) => sold?.orders ?? null },
        cell: ({ sold }) => orUnknown(sold?.orders ?? null, countText),
      },
      {
        ...{ id: 'gross', head: t('colGross'), value: ({ sold }) => sold?.grossFen ?? null },
        cell: ({ sold }) => orUnknown(sold?.grossFen ?? null, money),
      },
      {
        ...{ id: 'refunds', head: t('colRefunds'), value: ({ sold }) => sold?.refundsFen ?? null },
        cell: ({ sold }) => orUnknown(sold?.refundsFen ?? null, money),
      },
      {
        ...{ id: 'net', head: t('colNet'), value: ({ sold }) => sold?.netFen ?? null },
        cell: ({ sold }) => orUnknown(sold?.netFen ?? null, money),
      },
      {
        ...{ id: 'aired', head: t('colAired'), value: ({ airedSec }) => airedSec },
        cell: ({ airedSec }) => (airedSec > 0 ? formatDuration(airedSec) : '–'),
      },
      {
        ...{ id: 'per-minute', head: t('colPerMinute'), tip: t('perMinuteTip') },
        value: ({ perMinuteFen }) => perMinuteFen,
        cell: ({ perMinuteFen, airedSec }) =>
          airedSec === 0 ? '–' : orUnknown(perMinuteFen, (value) => money(value)),
      },
      {
        ...{ id: 'conversion', head: t('colConversion'), tip: t('conversionTip') },
        value: ({ conversionBp }) => conversionBp,
        cell: ({ conversionBp }) => orUnknown(conversionBp, (value) => `${(value / 100).toFixed(2)}%`),
      },
    ];
  }, [t, currency]);
  const money = moneyIn(currency);
  const sum = (of: (product: ReportProduct) => number) =>
    products.reduce((all, product) => all + of(product), 0);
  return (
    <ReportSection title={t('products')}>
      <SortTable
        label={t('products')}
        rows={products}
        columns={columns}
        keyOf={({ productId, sku }) => productId ?? `sku-${sku}`}
        attributes={({ sku, sold, airedSec }) => ({
          ...{ 'data-sku': sku ?? '', 'data-gross': sold?.grossFen, 'data-refunds': sold?.refundsFen },
          ...{ 'data-qty': sold?.qty, 'data-aired': Math.round(airedSec) },
        })}
        testId="report-products"
        foot={
          <tr>
            <th scope="row" className="px-2 py-1.5 text-left">
              {t('total')}
            </th>
            <td className="px-2 text-right">{countText(sum(({ sold }) => sold?.qty ?? 0))}</td>
            <td className="px-2 text-right">{countText(totals.orders)}</td>
            <td className="px-2 text-right">{money(sum(({ sold }) => sold?.grossFen ?? 0))}</td>
            <td className="px-2 text-right">{money(sum(({ sold }) => sold?.refundsFen ?? 0))}</td>
            <td className="px-2 text-right">{money(sum(({ sold }) => sold?.netFen ?? 0))}</td>
            <td className="px-2 text-right">{formatDuration(sum(({ airedSec }) => airedSec))}</td>
            <td />
            <td />
          </tr>
        }
      />
    </ReportSection>
  );
}
