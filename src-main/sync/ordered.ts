/** Entries in the order of their place in the outbox, found by halving: adding at the end and taking from the front are cheap. */
export interface Placed {
  readonly cseq: number;
}

export class Ordered<T extends Placed> {
  private readonly entries: T[] = [];

  get size(): number {
    return this.entries.length;
  }

  /** Behind those of the same place. */
  add(entry: T): void {
    this.entries.splice(this.firstAbove(entry.cseq), 0, entry);
  }

  remove(cseq: number): void {
    const at = this.firstAbove(cseq) - 1;
    if (this.entries[at]?.cseq === cseq) this.entries.splice(at, 1);
  }

  last(): T | null {
    return this.entries.at(-1) ?? null;
  }

  before(cseq: number): T | null {
    return this.entries[this.firstAbove(cseq - 1) - 1] ?? null;
  }

  after(cseq: number): T | null {
    return this.entries[this.firstAbove(cseq)] ?? null;
  }

  /** Takes all entries of the lowest place away; empty when there are none. */
  takeFirst(): T[] {
    const [first] = this.entries;
    return first ? this.entries.splice(0, this.firstAbove(first.cseq)) : [];
  }

  private firstAbove(cseq: number): number {
    let [low, high] = [0, this.entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.entries[middle]?.cseq ?? 0) <= cseq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
