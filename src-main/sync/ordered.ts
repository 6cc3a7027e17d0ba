/**
 * Entries in the order of their place in the outbox, found by halving. Adding at the end and taking from the front, which
 * is what an outbox does, cost the same however many there are.
 */
export interface Placed {
  readonly cseq: number;
}

/** So many taken from the front are let go of at once. */
const SLACK = 1024;

export class Ordered<T extends Placed> {
  private entries: T[] = [];
  private start = 0;

  get size(): number {
    return this.entries.length - this.start;
  }

  /** Behind those of the same place. */
  add(entry: T): void {
    const at = this.firstAbove(entry.cseq);
    if (at === this.entries.length) this.entries.push(entry);
    else this.entries.splice(at, 0, entry);
  }

  remove(cseq: number): void {
    const at = this.firstAbove(cseq) - 1;
    if (at < this.start || this.entries[at]?.cseq !== cseq) return;
    if (at === this.start) this.skip(1);
    else this.entries.splice(at, 1);
  }

  last(): T | null {
    return this.size > 0 ? (this.entries.at(-1) ?? null) : null;
  }

  before(cseq: number): T | null {
    const at = this.firstAbove(cseq - 1) - 1;
    return at < this.start ? null : (this.entries[at] ?? null);
  }

  after(cseq: number): T | null {
    return this.entries[this.firstAbove(cseq)] ?? null;
  }

  /** Takes all entries of the lowest place away; empty when there are none. */
  takeFirst(): T[] {
    const first = this.entries[this.start];
    if (!first) return [];
    const taken = this.entries.slice(this.start, this.firstAbove(first.cseq));
    this.skip(taken.length);
    return taken;
  }

  private skip(count: number): void {
    this.start += count;
    if (this.start < SLACK && this.start < this.entries.length) return;
    this.entries = this.entries.slice(this.start);
    this.start = 0;
  }

  private firstAbove(cseq: number): number {
    let [low, high] = [this.start, this.entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.entries[middle]?.cseq ?? 0) <= cseq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
