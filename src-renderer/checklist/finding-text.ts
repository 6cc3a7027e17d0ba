/** A finding in a person's words, and where it is mended. */
import { type ErrorParams, errorText, isErrorCode, type Language } from '#shared/contract/errors.ts';
import type { CheckId } from '#shared/domain/checklist/check-id.ts';
import type { Finding } from '#shared/domain/checklist/checklist.schema.ts';
import { formatFen } from '#shared/domain/money.ts';
import type { Say } from '../app/i18n.ts';
import { formatBytes, formatCount, formatDuration } from '../ui/format.ts';

const none: ErrorParams = {};

export function findingText(
  finding: Finding,
  t: Say<'checklist'>,
  currency: string,
  language: Language,
): string {
  const facts: Record<string, string | number> = { name: finding.name ?? '—' };
  for (const [name, value] of Object.entries(finding.facts)) {
    if (typeof value === 'string')
      facts[name] = name === 'reason' && isErrorCode(value) ? errorText(value, none, language) : value;
    else if (name.endsWith('Fen')) facts[name] = formatFen(value, currency);
    else if (name.endsWith('Sec')) facts[name] = formatDuration(value);
    else facts[name] = name === 'bytes' ? formatBytes(value) : formatCount(value);
  }
  return t(`find_${finding.code}`, facts);
}

/** Route and what to focus there; null where there is no place to go. */
export function placeOf(check: CheckId, finding: Finding): { to: string; things: string[] } | null {
  const things = [finding.slotId, finding.productId, finding.dropId].filter((id) => id !== null);
  if (things.length > 0) return { to: '/', things };
  switch (check) {
    case 'rundown':
      return { to: '/import/products', things: [] };
    case 'hub':
    case 'backup':
    case 'clock':
      return { to: '/team', things: [] };
    case 'platform':
    case 'disk':
      return { to: '/settings', things: [] };
    case 'timing':
    case 'approvals':
      return { to: '/', things: [] };
    default:
      return null;
  }
}
