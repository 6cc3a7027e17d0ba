/**
 * The imitated platform that rehearsal drops are fired at. It opens what it is sent, and remembers that for as long as
 * the hub runs; its viewers find an open drop by themselves.
 */
import type { Connector, DropAnswer } from '../connector.ts';

export interface SandboxPlatform extends Connector {
  /**
   * For rehearsing the worst: while it loses answers, what it opens is not answered, nor is the first question after
   * it. Asked again, it knows.
   */
  loseAnswers(showId: string, lost: boolean): void;
}

export function sandboxPlatform(): SandboxPlatform {
  const opened = new Set<string>();
  const losing = new Set<string>();
  const silentOnce = new Set<string>();
  const silence = new Promise<never>(() => undefined);

  return {
    name: 'sandbox',
    fireDrop({ id, showId }) {
      opened.add(id);
      if (!losing.has(showId)) return Promise.resolve();
      silentOnce.add(id);
      return silence;
    },
    askDrop({ id }): Promise<DropAnswer> {
      if (silentOnce.delete(id)) return silence;
      // What was opened before this hub was started is forgotten, so "no" would be more than it knows.
      return Promise.resolve(opened.has(id) ? 'open' : 'cannot-tell');
    },
    stopDrop: async () => undefined,
    loseAnswers(showId, lost) {
      if (lost) losing.add(showId);
      else losing.delete(showId);
    },
  };
}
