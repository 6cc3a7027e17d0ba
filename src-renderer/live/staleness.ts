import type { Say } from '../app/i18n.ts';

/** `12 秒前`, `3 min ago`: how old something is, in words. */
export function ageText(ageMs: number, t: Say<'live'>): string {
  const seconds = Math.max(0, Math.floor(ageMs / 1000));
  if (seconds < 100) return t('staleSeconds', { n: seconds });
  const minutes = Math.floor(seconds / 60);
  return minutes < 100 ? t('staleMinutes', { n: minutes }) : t('staleHours', { n: Math.floor(minutes / 60) });
}
