/** Checks of what a show stands on: the hub, its backup, clocks, disks, the host's tablet, and what is unapproved. */

import type { Finding } from './checklist.schema.ts';
import { aboutNothing, type ChecklistFacts } from './checklist-facts.ts';

/** A backup a day is made while the hub serves: one that is older than two was missed. */
const OLD_BACKUP_MS = 2 * 86_400_000;
/** Beyond this, countdowns of two consoles are visibly apart. */
export const SKEW_MS = 2000;
const LOW_BYTES = 1 << 30;
/** Less than an evening writes. */
const FULL_BYTES = 100 << 20;

const warning = (code: Finding['code'], facts: Finding['facts'] = {}): Finding => ({
  ...{ ...aboutNothing, code, level: 'warning', facts },
});

/** Changes of this show that nobody but this console has seen, and what the hub would not have. */
export function approvalFindings(facts: ChecklistFacts): Finding[] {
  const { pendingIds, refusedCount, products, drops, slots } = facts;
  const pending = new Set(pendingIds);
  const named = [...products, ...drops.map((drop) => ({ id: drop.id, name: drop.title }))];
  const ids = new Set<string>([...named.map(({ id }) => id), ...slots.map(({ id }) => id)]);
  const count = [...pending].filter((id) => ids.has(id)).length;
  const name = named.find(({ id }) => pending.has(id))?.name ?? null;
  return [
    ...(count > 0 ? [{ ...warning('unconfirmed', { changes: count }), name }] : []),
    ...(refusedCount > 0 ? [warning('refused', { changes: refusedCount })] : []),
  ];
}

export function hubFindings({ hub }: ChecklistFacts): Finding[] {
  if (!hub.online) return [warning('hub-away')];
  return hub.trouble === null ? [] : [warning('hub-trouble', { reason: hub.trouble })];
}

/** A console's own hub has just been made with it: only a team's is expected to have one from the first day. */
export function backupFindings({ hub, nowMs }: ChecklistFacts): Finding[] {
  if (hub.condition === null) return [warning('unchecked')];
  const { backupAt } = hub.condition;
  if (backupAt === null) return hub.own ? [] : [warning('no-backup')];
  const ageMs = nowMs - Date.parse(backupAt);
  return ageMs > OLD_BACKUP_MS ? [warning('old-backup', { hours: Math.floor(ageMs / 3_600_000) })] : [];
}

export function clockFindings({ hub }: ChecklistFacts): Finding[] {
  if (hub.skewMs === null) return hub.online ? [] : [warning('unchecked')];
  return Math.abs(hub.skewMs) > SKEW_MS
    ? [warning('clock-off', { seconds: Math.round(Math.abs(hub.skewMs) / 1000) })]
    : [];
}

export function diskFindings({ deskFreeBytes, hub }: ChecklistFacts): Finding[] {
  const found: Finding[] = [];
  if (deskFreeBytes === null) found.push(warning('unchecked'));
  else if (deskFreeBytes < FULL_BYTES)
    found.push({ ...warning('disk-full', { bytes: deskFreeBytes }), level: 'error' });
  else if (deskFreeBytes < LOW_BYTES) found.push(warning('disk-low', { bytes: deskFreeBytes }));
  const hubFree = hub.condition?.freeBytes ?? null;
  if (!hub.own && hubFree !== null && hubFree < LOW_BYTES)
    found.push(warning('hub-disk-low', { bytes: hubFree }));
  return found;
}

/** It is opened by choice: only one that was opened and that nobody looks at is worth a word. */
export function hostFindings({ host }: ChecklistFacts): Finding[] {
  return host.open && host.viewers === 0 ? [warning('host-nobody')] : [];
}
