/** Audit entries as a CSV that Excel and WPS open as it is: UTF-8 with a byte order mark, lines end with CR LF. */
import type { AuditEntry } from '#shared/domain/audit/audit.schema.ts';
import { type AuditSay, actText, changesText, whoText } from './audit-text.ts';

export function auditCsv(entries: readonly AuditEntry[], say: AuditSay): string {
  const { t } = say;
  const headers = [
    ...[t('csvHubTime'), t('csvDeviceTime'), t('person'), t('csvRole'), t('device'), t('kind')],
    ...[t('mode'), t('columnWhat'), t('outcome'), t('csvCode'), t('csvChanges')],
  ];
  const rows = entries.map((entry) => [
    ...[entry.at, entry.deviceAt ?? '', whoText(entry, t), entry.role, entry.deviceName || entry.deviceId],
    ...[t(`kind_${entry.kind}`), entry.mode === null ? '' : t(`mode_${entry.mode}`), actText(entry, say)],
    ...[t(`outcome_${entry.outcome}`), entry.code ?? '', changesText(entry, say)],
  ]);
  return `\uFEFF${[headers, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A cell that begins like a formula is run by spreadsheets, also one that a stranger gave as their name. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `\t${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
