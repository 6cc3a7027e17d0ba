import { useRef } from 'react';

/** The list seen first for as long as its entries are the same, so that what depends on it is not done again. */
export function useSameList<T>(list: T[]): T[] {
  const known = useRef(list);
  const same =
    known.current.length === list.length && known.current.every((entry, at) => Object.is(entry, list[at]));
  if (!same) known.current = list;
  return known.current;
}
