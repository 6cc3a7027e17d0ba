import { useMemo } from 'react';
import type { Rundown } from '#shared/contract/desk.ts';
import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';
import { useLive } from '../client/live.ts';
import { formatCount } from '../ui/format.ts';
import { Panel } from '../ui/Panel.tsx';
import { WallHeader } from './WallHeader.tsx';
import { WallList } from './WallList.tsx';

/** The twenty that sold best, by net GMV, under the names of this show's sheet where they stand in it. */
export function TopProducts({ rundown }: { rundown: Rundown }) {
  const t = useWords('wall');
  const top = useLive((live) => live.top);
  const names = useMemo(
    () => new Map(rundown.products.flatMap(({ sku, name }) => (sku === null ? [] : [[sku, name] as const]))),
    [rundown.products],
  );
  const money = (amount: number) => formatFen(amount, rundown.show.currency);
  return (
    <Panel aria-label={t('top')}>
      <WallHeader title={t('top')} tip={t('topTip')} />
      {top.length === 0 ? (
        <p className="m-auto p-3 text-xs text-faint">{t('empty')}</p>
      ) : (
        <WallList label={t('top')}>
          {top.map((row, at) => (
            <li
              key={row.sku}
              data-testid="wall-product"
              data-id={row.sku}
              data-exact={row.grossFen - row.refundsFen}
              className="grid grid-cols-[1.5rem_minmax(0,1fr)_auto_8rem] items-baseline gap-x-3 border-b border-line px-3 py-1.5"
            >
              <span className="text-right text-faint">{at + 1}</span>
              <span className="line-clamp-2 min-w-0 break-words leading-snug">
                {names.get(row.sku) ?? (row.title || row.sku)}
              </span>
              <span className="text-right text-xs text-muted">
                {t('pieces', { n: formatCount(row.qty) })}
              </span>
              <span className="text-right font-medium">{money(row.grossFen - row.refundsFen)}</span>
            </li>
          ))}
        </WallList>
      )}
    </Panel>
  );
}
