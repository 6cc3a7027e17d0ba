/** Notes and coins that a buyer may hand over. */
const NOTES_FEN = [1000, 5000, 10_000] as const;

/** The next round amounts above a total, smallest first, none twice: ¥109.60 → ¥110, ¥150, ¥200. */
export function likelyCash(totalFen: number): number[] {
  const amounts = NOTES_FEN.map((note) => Math.ceil(totalFen / note) * note).filter(
    (amount) => amount > totalFen,
  );
  return [...new Set(amounts)].sort((a, b) => a - b);
}
