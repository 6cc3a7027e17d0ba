import { type Cell, shownText } from './book.ts';
import { plainForm } from './number-text.ts';

export interface LocalTime {
  /** Milliseconds since 1970 as if the clock that was read stood at UTC. */
  readonly wallMs: number;
  /** Minutes east of UTC if the text itself says so, else `null`. */
  readonly offsetMinutes: number | null;
}

const clock = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?`;
const zone = String.raw`\s*(z|[+-]\d{2}:?\d{2})?`;
const dayFirst = new RegExp(`^(\\d{1,2})/(\\d{1,2})/(\\d{4})[ t]+${clock}$`);
const yearFirst = new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})[ t]+${clock}${zone}$`);

/**
 * `dd/mm/yyyy hh:mm`, `yyyy-mm-dd hh:mm(:ss)`, `yyyy/m/d hh:mm`, ISO 8601 with or without a zone, and date cells.
 * `null` for anything else and for days that do not exist: a time is never guessed.
 */
export function readLocalTime(cell: Cell): LocalTime | null {
  if (cell.kind === 'error' || cell.kind === 'formula' || cell.merged) return null;
  const text = plainForm(cell.format === 'date' && cell.raw !== null ? cell.raw : shownText(cell));
  const first = dayFirst.exec(text);
  if (first !== null) {
    const [, day, month, year, hour, minute, second] = first;
    return local([year, month, day, hour, minute, second], null);
  }
  const second = yearFirst.exec(text);
  if (second === null) return null;
  const [, year, , month, day, hour, minute, sec, said] = second;
  return local([year, month, day, hour, minute, sec], said === undefined ? null : offsetOf(said));
}

function offsetOf(said: string): number {
  if (said === 'z') return 0;
  const [hours, minutes] = [Number(said.slice(1, 3)), Number(said.slice(-2))];
  return (said.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function local(parts: readonly (string | undefined)[], offsetMinutes: number | null): LocalTime | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    Number(part ?? 0),
  );
  if (hour > 23 || minute > 59 || second > 59) return null;
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second);
  const made = new Date(wallMs);
  const exists =
    made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
  return exists ? { wallMs, offsetMinutes } : null;
}

/** As `2010-12-01T08:26:00Z`. `defaultOffset` counts minutes east of UTC. */
export function isoAt({ wallMs, offsetMinutes }: LocalTime, defaultOffset: number): string {
  return new Date(wallMs - (offsetMinutes ?? defaultOffset) * 60_000).toISOString().replace('.000Z', 'Z');
}
