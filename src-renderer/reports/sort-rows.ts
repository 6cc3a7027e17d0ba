/** Rows in a new order; equal ones stay as they stood, and what is not known stands last, whichever way. Pure. */
export function sortRows<T>(rows: readonly T[], by: (row: T) => number | string | null, down: boolean): T[] {
  return rows
    .map((row, at) => ({ row, at, value: by(row) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) {
        if (a.value === b.value) return a.at - b.at;
        return a.value === null ? 1 : -1;
      }
      const order =
        typeof a.value === 'string' || typeof b.value === 'string'
          ? String(a.value).localeCompare(String(b.value))
          : a.value - b.value;
      return order === 0 ? a.at - b.at : down ? -order : order;
    })
    .map(({ row }) => row);
}
