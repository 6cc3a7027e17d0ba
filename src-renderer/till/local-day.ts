const two = (part: number) => String(part).padStart(2, '0');

/** The day on this machine's wall, `2026-06-18`. */
export function localDay(ms: number): string {
  const date = new Date(ms);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
