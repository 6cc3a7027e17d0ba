/** PINs as the hub keeps them: hashed, and sealed with the workspace's key. */
export interface PinRecord {
  readonly personId: string;
  /** Set for a person without a console; null for one whose devices say it. */
  readonly personName: string | null;
  readonly hash: string;
  readonly changedAt: string;
}

export interface PinTries {
  /** Wrong ones in a row. */
  readonly wrong: number;
  /** ISO time until which none is looked at; null = now. */
  readonly blockedUntil: string | null;
}

/** A PIN that was taken away from a person who has a console. */
export interface PinClearing {
  /** Null: by the command line. */
  readonly byId: string | null;
  readonly byName: string;
  readonly at: string;
}

export interface Pins {
  /** Null also where it was sealed with another key: then it has to be set anew. */
  get(personId: string): Promise<(PinRecord & PinTries) | null>;
  list(): Promise<Omit<PinRecord, 'hash'>[]>;
  /** Sets or replaces it; wrong tries are forgotten, and that it was cleared before. */
  put(pin: PinRecord): Promise<void>;
  tried(personId: string, tries: PinTries): Promise<void>;
  remove(personId: string): Promise<boolean>;
  /** Removes it and keeps who did that, until the person sets another. False where there is none. */
  clear(personId: string, by: PinClearing): Promise<boolean>;
  cleared(personId: string): Promise<PinClearing | null>;
}
