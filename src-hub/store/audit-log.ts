/** Who has asked what of this hub. Entries of ops are written with the op's own commit (`CommittedOp.audit`). */
import type {
  AuditEntry,
  AuditFilter,
  AuditOutcome,
  AuditPage,
  AuditPerson,
} from '#shared/domain/audit/audit.schema.ts';

/** What is told of an op beside what its record has. */
export interface AuditNote
  extends Pick<
    AuditEntry,
    'personName' | 'role' | 'deviceName' | 'mode' | 'showId' | 'facts' | 'changes' | 'more'
  > {
  /** Ids by which it is found: what it is about and what it changed. */
  readonly about: readonly string[];
}

export type NewAuditEntry = Omit<AuditEntry, 'entry'> & Pick<AuditNote, 'about'>;

export interface AuditLog {
  /** Answers its number. */
  add(entry: NewAuditEntry): Promise<number>;
  /** What became of an order that was written down as asked. */
  settle(entry: number, outcome: AuditOutcome, code: string | null): Promise<void>;
  /**
   * At most `limit` entries that fit, older than `before` (null = from the latest on), out of at most 20,000 looked at:
   * a search for what hardly ever happens comes in several pages, so that nobody's op waits for it.
   */
  page(filter: AuditFilter, before: number | null, limit: number): Promise<AuditPage>;
  people(): Promise<AuditPerson[]>;
  /** Forgets up to 1,000 of the oldest entries made before a time, and answers how many there were. */
  prune(madeBefore: string): Promise<number>;
}
