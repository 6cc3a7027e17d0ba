const FIRST_MS = 250;
const LONGEST_MS = 5000;

/** How long to wait before the next try after so many failures in a row. */
export function backOffMs(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
}
