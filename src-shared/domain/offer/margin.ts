/** What is left of a price once commission is paid, rounded down to a whole fen: never better than it is. */
export function netAfterCommission(payFen: number, commissionBp: number | null): number {
  return payFen - Math.ceil((payFen * (commissionBp ?? 0)) / 10_000);
}
