/** Who has signed up, as the hub keeps it. They are added with the op that makes them known (`commitOps`). */
import type { Signup } from '#shared/domain/signup/signup.schema.ts';

export interface SignupFacts {
  /** Newest first. Throws `signup/other-key` where the key is not the one that they were sealed with. */
  ofShow(showId: string, limit: number): Promise<Signup[]>;
  /** In order of ids, after that id. Throws `signup/other-key`. */
  after(showId: string, afterId: string, limit: number): Promise<Signup[]>;
  count(showId: string): Promise<number>;
  /** Whether that number has signed up for that group of that show. */
  isKnown(signup: Pick<Signup, 'showId' | 'groupId' | 'phone'>): Promise<boolean>;
  /** Removes one for good and notes who did it; null where there is none. */
  remove(id: string, by: SignupReader, at: string): Promise<{ showId: string } | null>;
  noteExport(showId: string, count: number, by: SignupReader, at: string): Promise<void>;
  /** Who has exported or removed, oldest first. */
  log(showId: string): Promise<SignupLogEntry[]>;
}

export interface SignupReader {
  readonly personId: string;
  readonly personName: string;
  readonly deviceId: string;
}

export interface SignupLogEntry extends SignupReader {
  readonly at: string;
  readonly what: 'export' | 'remove';
  readonly count: number;
}
