import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useRef } from 'react';

/** Up to so many rows are all drawn: the browser's own search finds them. Beyond, a drag would stutter. */
const ALL_UP_TO = 40;
const BEYOND_THE_EDGE = 8;
const ROW_PX = 58;

export interface RowOnScreen {
  /** Its place in the list, from 0. */
  readonly at: number;
  /** Pixels of rows between the one before it here and itself. */
  readonly above: number;
}

/**
 * Which rows of a long list to draw: those about the screen, and, wherever they are, the kept ones with their
 * neighbours, so that a row that is dragged or has the focus is never taken away under the person's hand.
 */
export function useRowsOnScreen(
  box: HTMLElement | null,
  ids: readonly string[],
  kept: readonly (string | null)[],
) {
  const places = kept.map((id) => (id === null ? -1 : ids.indexOf(id))).filter((at) => at >= 0);
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => box,
    estimateSize: () => ROW_PX,
    getItemKey: (at) => ids[at] ?? at,
    overscan: ids.length <= ALL_UP_TO ? ids.length : BEYOND_THE_EDGE,
    rangeExtractor(range) {
      const drawn = new Set(defaultRangeExtractor(range));
      for (const at of places)
        for (const near of [at - 1, at, at + 1]) if (near >= 0 && near < ids.length) drawn.add(near);
      return [...drawn].sort((a, b) => a - b);
    },
  });
  const items = virtual.getVirtualItems();
  const rows = items.map(
    ({ index, start }, nth): RowOnScreen => ({ at: index, above: start - (items[nth - 1]?.end ?? 0) }),
  );
  const current = useRef({ virtual, ids });
  current.current = { virtual, ids };
  const measure = useCallback((row: HTMLElement | null) => current.current.virtual.measureElement(row), []);
  const scrollTo = useCallback((id: string) => {
    const at = current.current.ids.indexOf(id);
    if (at >= 0) current.current.virtual.scrollToIndex(at, { align: 'center', behavior: 'smooth' });
  }, []);
  return { rows, below: virtual.getTotalSize() - (items.at(-1)?.end ?? 0), measure, scrollTo };
}
