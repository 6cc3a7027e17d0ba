/** SQL of the audit log. Synchronous: whoever calls a writing function holds the transaction. */
import type Database from 'better-sqlite3';
import type {
  AuditEntry,
  AuditFilter,
  AuditOutcome,
  AuditPage,
  AuditPerson,
} from '#shared/domain/audit/audit.schema.ts';
import type { AuditLog, NewAuditEntry } from '../audit-log.ts';
import type { Writer } from './write-queue.ts';

/** Entries that one page looks at: some twenty milliseconds. */
const WINDOW = 20_000;
const PRUNED_AT_ONCE = 1_000;

/** What stands in `json`. */
type Rest = Pick<AuditEntry, 'personName' | 'role' | 'deviceName' | 'facts' | 'changes' | 'more'>;
type Row = Omit<AuditEntry, keyof Rest> & { readonly json: string };

export type AuditTables = ReturnType<typeof auditTables>;

export function auditTables(db: Database) {
  type Text = string | null;
  const insert = db.prepare<
    [string, Text, string, string, string, string, Text, Text, string, Text, string, string, string]
  >(`
    INSERT INTO audit (at, device_at, person_id, device_id, kind, name, mode, show_id, outcome, code, about, search, json)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const settle = db.prepare<[string, Text, number]>('UPDATE audit SET outcome = ?, code = ? WHERE entry = ?');
  const last = db.prepare<[], number | null>('SELECT MAX(entry) FROM audit').pluck();
  const first = db.prepare<[], number | null>('SELECT MIN(entry) FROM audit').pluck();
  const timeOf = db.prepare<[number], string>('SELECT at FROM audit WHERE entry >= ? LIMIT 1').pluck();
  const columns = `entry, at, device_at AS deviceAt, person_id AS personId, device_id AS deviceId, kind, name, mode,
    show_id AS showId, outcome, code, json`;
  /** Statements by the conditions that a filter has: few shapes are ever asked for. */
  const selects = new Map<string, { all(...values: (string | number)[]): Row[] }>();
  function select(conditions: readonly string[]) {
    const where = ['entry < ?', 'entry >= ?', ...conditions].join(' AND ');
    const known =
      selects.get(where) ??
      db.prepare<(string | number)[], Row>(
        `SELECT ${columns} FROM audit WHERE ${where} ORDER BY entry DESC LIMIT ?`,
      );
    selects.set(where, known);
    return known;
  }
  const everybody = db.prepare<[], { personId: string; deviceId: string; json: string }>(`
    SELECT person_id AS personId, device_id AS deviceId, json FROM audit WHERE entry IN
      (SELECT MAX(entry) FROM audit GROUP BY person_id, device_id)`);
  const oldest = db.prepare<[number], { entry: number; at: string }>(
    'SELECT entry, at FROM audit ORDER BY entry LIMIT ?',
  );
  const remove = db.prepare<[number]>('DELETE FROM audit WHERE entry <= ?');

  /** Read once, then kept: the log itself is too long to be asked for it. */
  let people: Map<string, AuditPerson> | null = null;
  const met = (person: AuditPerson) => people?.set(`${person.personId}/${person.deviceId}`, person);

  return {
    add(entry: NewAuditEntry): number {
      const { personName, role, deviceName, facts, changes, more } = entry;
      const rest: Rest = { personName, role, deviceName, facts, changes, more };
      const { lastInsertRowid } = insert.run(
        ...([entry.at, entry.deviceAt, entry.personId, entry.deviceId, entry.kind, entry.name] as const),
        ...([entry.mode, entry.showId, entry.outcome, entry.code] as const),
        ...([` ${entry.about.join(' ')} `, searchText(entry), JSON.stringify(rest)] as const),
      );
      const { personId, deviceId } = entry;
      met({ personId, personName, deviceId, deviceName });
      return Number(lastInsertRowid);
    },
    settle(entry: number, outcome: AuditOutcome, code: string | null): void {
      settle.run(outcome, code, entry);
    },
    page(filter: AuditFilter, before: number | null, limit: number): AuditPage {
      const top = before ?? (last.get() ?? 0) + 1;
      const from = Math.max(0, top - WINDOW);
      const asked = conditionsOf(filter);
      const rows = select(asked.map(([condition]) => condition)).all(
        ...[top, from, ...asked.map(([, value]) => value), limit + 1],
      );
      const entries = rows
        .slice(0, limit)
        .map(({ json, ...row }) => ({ ...row, ...(JSON.parse(json) as Rest) }));
      const cut = rows.length > limit ? (entries.at(-1)?.entry ?? from) : from;
      // What is older than the time asked for need not be looked at.
      const reached = timeOf.get(cut) ?? null;
      const isOver =
        cut <= (first.get() ?? 0) || (filter.from !== null && reached !== null && reached < filter.from);
      return { entries, before: isOver ? null : cut, searchedTo: isOver ? null : reached };
    },
    people(): AuditPerson[] {
      if (people === null) {
        people = new Map();
        for (const { personId, deviceId, json } of everybody.all()) {
          const { personName, deviceName } = JSON.parse(json) as Rest;
          met({ personId, personName, deviceId, deviceName });
        }
      }
      return [...people.values()].sort((a, b) => (a.personName < b.personName ? -1 : 1));
    },
    prune(madeBefore: string): number {
      const old = oldest.all(PRUNED_AT_ONCE);
      const kept = old.findIndex(({ at }) => at >= madeBefore);
      const gone = kept === -1 ? old : old.slice(0, kept);
      const newest = gone.at(-1);
      if (newest) remove.run(newest.entry);
      return gone.length;
    },
  };
}

/** Conditions that an entry must meet, each with its one value. */
function conditionsOf(filter: AuditFilter): [string, string][] {
  const equal = [
    ['person_id = ?', filter.personId],
    ['device_id = ?', filter.deviceId],
    ['kind = ?', filter.kind],
    ['outcome = ?', filter.outcome],
    ['mode = ?', filter.mode],
    ['show_id = ?', filter.showId],
    ['instr(about, ?) > 0', filter.aboutId === null ? null : ` ${filter.aboutId} `],
    ['at >= ?', filter.from],
    ['at < ?', filter.until],
  ] as const;
  const words = (filter.text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return [
    ...equal.flatMap(([condition, value]): [string, string][] =>
      value === null ? [] : [[condition, value]],
    ),
    ...words.map((word): [string, string] => ['instr(search, ?) > 0', word]),
  ];
}

function searchText({ personName, deviceName, name, facts, changes, code }: NewAuditEntry): string {
  const words = [
    personName,
    deviceName,
    name,
    code ?? '',
    ...Object.values(facts).filter((fact) => typeof fact === 'string'),
  ];
  return [...words, ...changes.map((change) => change.name)].join('\n').toLowerCase();
}

export function auditLog(tables: AuditTables, writer: Writer): AuditLog {
  return {
    add: (entry) => writer.write(() => tables.add(entry)),
    settle: (entry, outcome, code) => writer.write(() => tables.settle(entry, outcome, code)),
    page: async (filter, before, limit) => tables.page(filter, before, limit),
    people: async () => tables.people(),
    prune: (madeBefore) => writer.write(() => tables.prune(madeBefore)),
  };
}
