import { useMemo } from 'react';
import type { Rundown } from '#shared/contract/desk.ts';
import { sharesOf } from '#shared/domain/figures/figures.ts';
import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';
import { useLive } from '../client/live.ts';
import { formatCount } from '../ui/format.ts';
import { Panel } from '../ui/Panel.tsx';
import { WallHeader } from './WallHeader.tsx';
import { WallList } from './WallList.tsx';

const SHOWN = 20;
const bySku = ({ sku }: { sku: string }) => sku;

/** What sold best, by net GMV, under the names of this show's sheet. */
export function TopProducts({ rundown }: { rundown: Rundown }) {
  const t = useWords('wall');
  const counters = useLive((live) => live.products);
  const names = useMemo(
    () => new Map(rundown.products.flatMap(({ sku, name }) => (sku === null ? [] : [[sku, name] as const]))),
    [rundown.products],
  );
  const all = useMemo(() => sharesOf(counters.values(), bySku), [counters]);
  const money = (amount: number) => formatFen(amount, rundown.show.currency);
  const rest = all.slice(SHOWN);
  const nameOf = (sku: string, title: string) =>
    sku === '' ? t('topRest') : (names.get(sku) ?? (title || sku));
  return (
    <Panel aria-label={t('top')}>
      <WallHeader title={t('top')} tip={t('topTip')} />
      {all.length === 0 ? (
        <p className="m-auto p-3 text-xs text-faint">{t('empty')}</p>
      ) : (
        <WallList label={t('top')}>
          {all.slice(0, SHOWN).map(({ row, netFen }, at) => (
            <li
              key={row.sku}
              data-testid="wall-product"
              data-id={row.sku}
              data-exact={netFen}
              className="grid grid-cols-[1.5rem_minmax(0,1fr)_auto_auto] items-baseline gap-x-3 border-b border-line px-3 py-1.5"
            >
              <span className="text-right text-faint">{at + 1}</span>
              <span className="line-clamp-2 min-w-0 break-words leading-snug">
                {nameOf(row.sku, row.title)}
              </span>
              <span className="text-right text-xs text-muted">
                {t('pieces', { n: formatCount(row.qty) })}
              </span>
              <span className="text-right font-medium">{money(netFen)}</span>
            </li>
          ))}
          {rest.length > 0 && (
            <li className="px-3 py-1.5 text-xs text-muted">
              {t('more', {
                n: formatCount(rest.length),
                amount: money(rest.reduce((sum, { netFen }) => sum + netFen, 0)),
              })}
            </li>
          )}
        </WallList>
      )}
    </Panel>
  );
}
