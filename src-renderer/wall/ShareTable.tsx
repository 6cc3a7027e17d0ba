import { useMemo } from 'react';
import { sharesOf } from '#shared/domain/figures/figures.ts';
import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';
import { formatCount } from '../ui/format.ts';
import { Panel } from '../ui/Panel.tsx';
import { percentOf } from './WallFigures.tsx';
import { WallHeader } from './WallHeader.tsx';
import { WallList } from './WallList.tsx';

interface Counted {
  readonly grossFen: number;
  readonly refundsFen: number;
  readonly orders: number;
}

/** Rows of one kind with their part of the whole, the largest first. */
export function ShareTable<T extends Counted>({
  rows,
  idOf,
  nameOf,
  title,
  tip,
  currency,
  testId,
}: {
  rows: ReadonlyMap<string, T>;
  idOf: (row: T) => string;
  nameOf: (id: string) => string;
  title: string;
  tip: string;
  currency: string;
  testId: string;
}) {
  const t = useWords('wall');
  const shares = useMemo(() => sharesOf(rows.values(), idOf), [rows, idOf]);
  return (
    <Panel aria-label={title}>
      <WallHeader title={title} tip={tip} />
      {shares.length === 0 ? (
        <p className="m-auto p-3 text-xs text-faint">{t('empty')}</p>
      ) : (
        <WallList label={title}>
          {shares.map(({ row, netFen, shareBp }) => (
            <li
              key={idOf(row)}
              data-testid={testId}
              data-id={idOf(row)}
              data-exact={netFen}
              data-share={shareBp}
              className="relative grid grid-cols-[minmax(0,1fr)_8rem_4.5rem] items-baseline gap-x-3 border-b border-line px-3 py-1.5"
            >
              <span
                aria-hidden
                className="absolute inset-y-0 left-0 bg-raised"
                style={{ width: `${shareBp / 100}%` }}
              />
              <span className="relative min-w-0 break-words leading-snug">
                {nameOf(idOf(row))}
                <span className="ml-2 whitespace-nowrap text-2xs text-muted">
                  {t('ordersOf', { n: formatCount(row.orders) })}
                </span>
              </span>
              <span className="relative text-right font-medium">{formatFen(netFen, currency)}</span>
              <span className="relative text-right text-muted">{percentOf(shareBp)}</span>
            </li>
          ))}
        </WallList>
      )}
    </Panel>
  );
}
