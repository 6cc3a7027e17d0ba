/** Small words of figures: shares, changes, times. Pure. */
import { formatFen } from '#shared/domain/money.ts';
import type { Say } from '../app/i18n.ts';
import { formatCount } from '../ui/format.ts';

/** `0.1234` → `12.3%`. */
export function percentText(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)}%`;
}

/** A difference in words, never a bare sign. */
export function changeText(amount: number, write: (amount: number) => string, t: Say<'reports'>): string {
  if (amount === 0) return t('same');
  return t(amount > 0 ? 'more' : 'less', { amount: write(Math.abs(amount)) });
}

export const moneyIn = (currency: string) => (amount: number) => formatFen(amount, currency);
export const countText = (count: number) => formatCount(count);

/** `2026-06` by the wall of whoever looks. */
export function monthOf(ms: number): string {
  const date = new Date(ms);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`;
}
