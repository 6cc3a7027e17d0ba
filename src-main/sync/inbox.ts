/**
 * What came from the hub and is not taken yet. What comes together is taken together: a hub tells of a commit and answers
 * its ops in the same breath, and news of an op's effect without its answer would make the op run again on top of it.
 */
import type { Changes, OpResult } from '#shared/contract/hub.ts';
import type { Timers } from '#shared/sync/timers.ts';

export interface InboxOptions {
  readonly timers: Timers;
  /** Whether an answer is awaited: then it may come right behind the news. */
  readonly expecting: () => boolean;
  readonly take: (changes: readonly Changes[], results: readonly OpResult[]) => Promise<void>;
  /** Changes could not be taken; whoever answered hears of it by itself. */
  readonly onFailed: (error: unknown) => void;
}

export interface Inbox {
  changes(changes: Changes): void;
  /** Resolves when they are recorded. */
  results(results: readonly OpResult[]): Promise<void>;
  /** Lets go of what is not taken: the connection that it came over is gone. */
  clear(): void;
}

interface Waiting {
  readonly results: readonly OpResult[];
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

export function inbox({ timers, expecting, take, onFailed }: InboxOptions): Inbox {
  let changes: Changes[] = [];
  let waiting: Waiting[] = [];
  let running = false;
  let callOff: (() => void) | null = null;

  function soon(): void {
    if (running || callOff) return;
    if (waiting.length > 0 || expecting()) callOff = timers.after(0, run);
    else run();
  }

  async function run(): Promise<void> {
    callOff = null;
    running = true;
    while (changes.length + waiting.length > 0) {
      const [told, answered] = [changes, waiting];
      [changes, waiting] = [[], []];
      try {
        await take(
          told,
          answered.flatMap(({ results }) => results),
        );
        for (const one of answered) one.done();
      } catch (error) {
        for (const one of answered) one.failed(error);
        if (told.length > 0) onFailed(error);
      }
    }
    running = false;
  }

  return {
    changes(told) {
      changes.push(told);
      soon();
    },
    results: (results) =>
      new Promise((done, failed) => {
        waiting.push({ results, done, failed });
        soon();
      }),
    clear() {
      callOff?.();
      callOff = null;
      for (const one of waiting) one.done();
      [changes, waiting] = [[], []];
    },
  };
}
