/** An audit entry in a person's words. Pure. */
import type { AuditEntry, AuditField, AuditValue } from '#shared/domain/audit/audit.schema.ts';
import { formatFen } from '#shared/domain/money.ts';
import { isMutationName } from '#shared/domain/mutations.ts';
import type { Say, WordKey } from '../app/i18n.ts';
import { describeAct } from '../safety/describe-act.ts';
import { describeOp } from '../sync/describe-op.ts';
import { formatDay, formatDuration } from '../ui/format.ts';
import { fieldWords } from './field-words.ts';
import { auditWords } from './words.ts';

export interface AuditSay {
  readonly t: Say<'audit'>;
  readonly fields: Say<'auditFields'>;
  readonly sync: Say<'sync'>;
  readonly safety: Say<'safety'>;
}

export function actText(
  { name, facts }: Pick<AuditEntry, 'name' | 'facts'>,
  { t, sync, safety }: AuditSay,
): string {
  if (isMutationName(name)) return describeOp({ name, facts }, sync);
  const key = `name.${name}`;
  if (Object.hasOwn(auditWords.zh, key))
    return t(key as WordKey<'audit'>, {
      name: String(facts['name'] ?? ''),
      rows: String(facts['rows'] ?? ''),
    });
  const subject = facts['title'] ?? facts['name'];
  const said = describeAct({ name, facts }, safety, sync);
  return typeof subject === 'string' && !said.includes(subject) ? `${said} · ${subject}` : said;
}

export function whoText(
  { personName, role, personId }: Pick<AuditEntry, 'personName' | 'role' | 'personId'>,
  t: Say<'audit'>,
): string {
  if (personName !== '') return personName;
  return role === 'integrator' ? t('key') : personId || t('unknownPerson');
}

export function fieldName(field: string, fields: Say<'auditFields'>): string {
  return Object.hasOwn(fieldWords.zh, field) ? fields(field as WordKey<'auditFields'>) : field;
}

/** By what its field says it is: money, a time, a length of time; other words as they are. */
export function valueText(
  { field }: Pick<AuditField, 'field'>,
  value: AuditValue,
  t: Say<'audit'>,
  currency = 'CNY',
): string {
  if (value === null) return t('none');
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'number') {
    if (field.endsWith('Fen')) return formatFen(value, currency);
    return field.endsWith('Sec') ? formatDuration(value) : String(value);
  }
  const state = `state.${value}`;
  if (field === 'state' && Object.hasOwn(auditWords.zh, state)) return t(state as WordKey<'audit'>);
  const time = /(At|Since)$/.test(field) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? value : formatDay(time);
}

/** The whole change in one line, for a cell of a sheet. */
export function changesText({ changes }: Pick<AuditEntry, 'changes'>, { t, fields }: AuditSay): string {
  return changes
    .map(({ name, was, fields: all }) => {
      const parts = all.map(
        (one) =>
          `${fieldName(one.field, fields)} ${valueText(one, one.before, t)} → ${valueText(one, one.after, t)}`,
      );
      return `${t(`was_${was}`)} ${name}: ${parts.join('; ')}`;
    })
    .join(' | ');
}
