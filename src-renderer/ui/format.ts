/** How times, durations and counts are written. Nothing here reads a clock. */
import type { Language } from '#shared/contract/errors.ts';

const two = (value: number) => String(value).padStart(2, '0');

/** Seconds → `m:ss`, from an hour on `h:mm:ss`. Fractions are cut; below zero counts as zero. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** The clock of a running show: always `hh:mm:ss`, so that it never changes its width. */
export function formatStopwatch(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
}

/** Local time of day, `HH:mm`. */
export function formatClock(ms: number): string {
  const date = new Date(ms);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Local time of day to the second, `HH:mm:ss`. */
export function formatTime(ms: number): string {
  return `${formatClock(ms)}:${two(new Date(ms).getSeconds())}`;
}

/** Local date and time, `06-18 19:00`. */
export function formatDay(ms: number): string {
  const date = new Date(ms);
  return `${two(date.getMonth() + 1)}-${two(date.getDate())} ${formatClock(ms)}`;
}

/** `12402` → `12,402`, alike in both languages. */
export function formatCount(count: number): string {
  return String(Math.trunc(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `52428800` → `50 MB`; in steps of 1024, as people know them of disks. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = Math.max(0, bytes);
  let at = 0;
  for (; size >= 1024 && at < units.length - 1; at += 1) size /= 1024;
  return `${size >= 10 || at === 0 ? Math.round(size) : size.toFixed(1)} ${units[at]}`;
}

/** Planned minutes as typed by a person: `8`, `8.5`, `8:30`. Null where it is none. Answers seconds. */
export function parseMinutes(text: string): number | null {
  const clean = text.trim().normalize('NFKC');
  const parts = /^(\d{1,3}):([0-5]\d)$/.exec(clean);
  if (parts) return Number(parts[1]) * 60 + Number(parts[2]);
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(clean)) return null;
  return Math.round(Number(clean) * 60);
}

/** Money as typed: `199`, `199.5`, `¥1,299.00`. Null where it is none or has more than two decimals. */
export function parseFen(text: string): number | null {
  const clean = text
    .trim()
    .normalize('NFKC')
    .replace(/^[¥£$€]|元$/g, '')
    .replaceAll(',', '')
    .trim();
  const parts = /^(\d{1,8})(?:\.(\d{1,2}))?$/.exec(clean);
  if (!parts) return null;
  return Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
}

/** `123450` → `1234.5`: the shortest text that `parseFen` reads back. */
export function fenToInput(amount: number): string {
  const whole = Math.floor(amount / 100);
  const rest = amount % 100;
  if (rest === 0) return String(whole);
  return `${whole}.${two(rest).replace(/0$/, '')}`;
}

/** Beyond 100,000 whole units the cents of a figure that only orients are noise. Language decides the unit: 万 or k. */
export function formatFenShort(amount: number, symbol: string, language: Language): string {
  const units = amount / 100;
  if (Math.abs(units) < 10_000) return `${symbol}${formatCount(Math.round(units))}`;
  const [size, unit] = language === 'zh' ? [10_000, '万'] : [1000, 'k'];
  const scaled = units / size;
  return `${symbol}${scaled >= 100 ? formatCount(Math.round(scaled)) : scaled.toFixed(1).replace(/\.0$/, '')}${unit}`;
}
