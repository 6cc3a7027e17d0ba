/** What a `datetime-local` field holds, in this machine's own time zone: `2026-06-18T19:30`; empty = no time. */
const two = (value: number) => String(value).padStart(2, '0');

/** From an ISO time; seconds are left out. */
export function toLocalInput(iso: string | null): string {
  if (iso === null) return '';
  const date = new Date(iso);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** To an ISO time. Throws a RangeError for what is no time, which the field itself never holds. */
export function fromLocalInput(text: string): string | null {
  return text === '' ? null : new Date(text).toISOString();
}
