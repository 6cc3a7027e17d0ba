import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type LiHTMLAttributes, type ReactNode, type RefObject, useRef } from 'react';
import { cx } from './class-names.ts';

export interface VirtualList<T> {
  readonly rows: readonly T[];
  /** Goes on the element that scrolls. */
  readonly box: RefObject<HTMLDivElement | null>;
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
}

/** Hundreds of rows of which only those in sight are drawn. Heights are guesses: each row is measured once it is drawn. */
export function useVirtualList<T>(
  rows: readonly T[],
  options: {
    keyOf: (row: T) => string | number;
    /** In pixels. */
    heightOf: (row: T) => number;
    /** Rows drawn beyond the edges. */
    overscan?: number;
    /** Pixels kept free below a row that is scrolled to. */
    scrollPaddingEnd?: number;
  },
): VirtualList<T> {
  const { keyOf, heightOf, overscan = 8, scrollPaddingEnd = 0 } = options;
  const box = useRef<HTMLDivElement>(null);
  const of = <V,>(index: number, take: (row: T) => V, otherwise: V) => {
    const row = rows[index];
    return row === undefined ? otherwise : take(row);
  };
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    getItemKey: (index) => of<string | number>(index, keyOf, index),
    estimateSize: (index) => of(index, heightOf, 0),
    ...{ overscan, scrollPaddingEnd },
  });
  return { rows, box, virtual };
}

type RowProps = LiHTMLAttributes<HTMLLIElement> & { readonly [data: `data-${string}`]: unknown };

/** The rows in sight, inside the element that scrolls. `rowOf` says what else stands on a row's `li`. */
export function VirtualRows<T>({
  list: { rows, virtual },
  label,
  rowOf,
  children,
}: {
  list: VirtualList<T>;
  label: string;
  rowOf: (row: T, index: number) => RowProps;
  children: (row: T, index: number) => ReactNode;
}) {
  return (
    <ul aria-label={label} className="relative m-0 list-none p-0" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, key, start }) => {
        const row = rows[index];
        if (row === undefined) return null;
        const { className, ...props } = rowOf(row, index);
        return (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            aria-setsize={rows.length}
            aria-posinset={index + 1}
            {...props}
            className={cx('absolute inset-x-0 top-0 border-b border-line', className)}
            style={{ transform: `translateY(${start}px)` }}
          >
            {children(row, index)}
          </li>
        );
      })}
    </ul>
  );
}

/** The row that Tab stops at: hundreds of rows are one stop, so that what comes after them is one press away. */
export function stopIn({ virtual }: VirtualList<unknown>, stop: number): number | undefined {
  const drawn = virtual.getVirtualItems();
  return drawn.some(({ index }) => index === stop) ? stop : drawn[0]?.index;
}
