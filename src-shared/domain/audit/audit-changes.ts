/** What an op has changed, in a few readable fields. Pure; a document's own names are looked up by whoever calls. */
import type { AuditChange, AuditField, AuditValue } from './audit.schema.ts';

/** An import changes hundreds: the first ones say what it was like. */
export const MOST_CHANGES = 12;
const MOST_FIELDS = 24;
const LONGEST = 160;

/** Identity, order and bookkeeping: they say nothing to a person. */
const silent = new Set([
  ...['id', 'showId', 'runId', 'runKind', 'orderKey', 'previousSlotIds', 'createdAt', 'updatedAt'],
  ...['changedLiveAt', 'changedLiveBy', 'planHash', 'textHash', 'batchId'],
]);
/** Of buyers and other people outside: never in a log that is exported. */
const masked = new Set(['buyerName', 'buyerId', 'userName', 'userId', 'phone', 'consentText', 'customer']);
export const MASK = '•••';

type Fields = Readonly<Record<string, unknown>>;

export interface ChangedDocument {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly before: Fields | null;
  readonly after: Fields | null;
}

/** Null where nothing changed that a person would read. `nameOf` answers what an id names, or null. */
export function changeOf(
  { kind, id, name, before, after }: ChangedDocument,
  nameOf: (id: string) => string | null = () => null,
): AuditChange | null {
  const fields: AuditField[] = [];
  // Plain loops: every op that a hub runs is compared here.
  const compare = (field: string) => {
    if (silent.has(field)) return;
    const [was, is] = [ownOf(before, field), ownOf(after, field)];
    if (same(was, is)) return;
    fields.push({ field, before: shownValue(field, was, nameOf), after: shownValue(field, is, nameOf) });
  };
  for (const field of Object.keys(before ?? {})) compare(field);
  for (const field of Object.keys(after ?? {}))
    if (before === null || !Object.hasOwn(before, field)) compare(field);
  const was = before === null ? 'made' : after === null ? 'removed' : 'changed';
  if (fields.length === 0 && was === 'changed') return null;
  return { kind, id, name, was, fields: fields.slice(0, MOST_FIELDS) };
}

/** Its own alone: a field may be called like something that every object has. */
function ownOf(fields: Fields | null, name: string): unknown {
  return fields && Object.hasOwn(fields, name) ? (fields[name] ?? null) : null;
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  return JSON.stringify(a) === JSON.stringify(b);
}

function shownValue(field: string, value: unknown, nameOf: (id: string) => string | null): AuditValue {
  if (value === null || value === undefined || value === '') return null;
  if (masked.has(field)) return MASK;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') return cut(field.endsWith('Id') ? (nameOf(value) ?? value) : value);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string' || typeof one === 'number'))
    return value.length === 0 ? null : cut(value.join(' · '));
  return cut(JSON.stringify(value, (key, part) => (masked.has(key) ? MASK : part)));
}

const cut = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
