/** The day on the wall of the room that this machine stands in, `2026-06-18`: what a day's close is about. */
export function localDay(at: string): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
