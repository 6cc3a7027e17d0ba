/**
 * Who may look at the host view. A code from the QR picture lets devices in for a few minutes; each gets a key of its
 * own with which it comes back after a lost connection, until the view is closed or the device is removed. Only hashes
 * of keys are kept.
 */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { Ids } from '#shared/sync/ids.ts';

export const CODE_MS = 10 * 60_000;

export const keptViewerSchema = z.object({
  id: z.string(),
  keyHash: z.string(),
  device: z.string(),
  since: z.string(),
});
export type KeptViewer = z.infer<typeof keptViewerSchema>;

export type Entry =
  | { readonly viewer: KeptViewer; readonly newKey: string | null }
  | { readonly refused: 'code-ended' | 'unknown' };

export interface HostDoor {
  code(): { readonly text: string; readonly endsAt: string };
  renewCode(): void;
  /** `secret` is a code or a key. A code makes a viewer and a key; a key finds its viewer. */
  enter(secret: string, device: string): Entry;
  remove(viewerId: string): void;
  viewers(): readonly KeptViewer[];
}

export function hostDoor(clock: Clock, ids: Ids, kept: readonly KeptViewer[]): HostDoor {
  const viewers = new Map(kept.map((viewer) => [viewer.id, viewer]));
  const newCode = () => ({
    text: newSecret(),
    endsAtMonoMs: clock.monotonicMs() + CODE_MS,
    madeAt: clock.nowMs(),
  });
  let code = newCode();
  return {
    code: () => ({ text: code.text, endsAt: new Date(code.madeAt + CODE_MS).toISOString() }),
    renewCode() {
      code = newCode();
    },
    enter(secret, device) {
      const keyHash = hashOf(secret);
      const known = [...viewers.values()].find((viewer) => viewer.keyHash === keyHash);
      if (known) return { viewer: known, newKey: null };
      if (keyHash !== hashOf(code.text)) return { refused: 'unknown' };
      // A wall clock set back must not make a code last.
      if (clock.monotonicMs() > code.endsAtMonoMs) return { refused: 'code-ended' };
      const newKey = newSecret();
      const viewer = { id: ids.next(), keyHash: hashOf(newKey), device, since: isoNow(clock) };
      viewers.set(viewer.id, viewer);
      return { viewer, newKey };
    },
    remove(viewerId) {
      viewers.delete(viewerId);
    },
    viewers: () => [...viewers.values()],
  };
}

function newSecret(): string {
  return randomBytes(18).toString('base64url');
}

/** Secrets are compared by their hashes: what is found by one shows nothing of itself in the time it takes. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
