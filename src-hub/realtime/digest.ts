/** The hub's side of the comparison of chunks ([SY38]): hashes of its own rows, never of what it remembers. */
import { createHash, type Hash } from 'node:crypto';
import type { ChunkDigest } from '#shared/contract/hub.ts';
import { chunkOf, digestLine } from '#shared/sync/digest.ts';
import type { HubStore } from '../store/hub-store.ts';
import { CHANGES_BYTES } from './changes-frames.ts';

/** Rows hashed in one go: some 5 ms, then others have their turn. */
const ROWS_AT_ONCE = 250;

export type DigestAt = (toSeq: number) => Promise<ChunkDigest[] | null>;

/**
 * Answers all chunks with documents up to `toSeq`, or null where the head is another, before or after. Desks that ask
 * meanwhile share the reading; it is not kept, or damage of the file would stay unseen.
 */
export function digests({ documents }: Pick<HubStore, 'documents'>): DigestAt {
  let latest: { toSeq: number; digest: Promise<ChunkDigest[] | null> } | null = null;

  async function read(toSeq: number): Promise<ChunkDigest[] | null> {
    const chunks: { chunk: number; count: number; hash: Hash }[] = [];
    let after = 0;
    while (after < toSeq) {
      if ((await documents.headSeq()) !== toSeq) return null;
      const page = await documents.changesAfter(after, {
        ...{ limit: ROWS_AT_ONCE, bytes: CHANGES_BYTES, living: true },
      });
      for (const { json, ...row } of page.changes) {
        const chunk = chunkOf(row.seq);
        if (chunks.at(-1)?.chunk !== chunk) chunks.push({ chunk, count: 0, hash: createHash('sha256') });
        const into = chunks.at(-1);
        if (!into || json === null) continue;
        into.count += 1;
        into.hash.update(digestLine({ ...row, document: JSON.parse(json) }));
      }
      after = page.toSeq;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    if ((await documents.headSeq()) !== toSeq) return null;
    return chunks.map(({ hash, ...chunk }) => ({ ...chunk, hash: hash.digest('hex') }));
  }

  return (toSeq) => {
    if (latest?.toSeq !== toSeq) {
      const digest = read(toSeq);
      const entry = { toSeq, digest };
      latest = entry;
      const forget = () => {
        if (latest === entry) latest = null;
      };
      digest.then(forget, forget);
    }
    return latest.digest;
  };
}
