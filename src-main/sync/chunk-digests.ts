/** Digests of this desk's own rows ([SY38]). */
import { createHash } from 'node:crypto';
import { type ChunkDigest, DIGEST_CHUNK, type DocumentChange } from '#shared/contract/hub.ts';
import { chunkOf, digestLine } from '#shared/sync/digest.ts';
import type { BaseChange, DocumentRepo } from '../cache/document.repo.ts';
import { baseChange } from './base-change.ts';

/** The seqs of a chunk, both ends included. A damaged seq may be below the first: it counts to chunk 0. */
function boundsOf(chunk: number): [number, number] {
  return [chunk === 0 ? Number.MIN_SAFE_INTEGER : chunk * DIGEST_CHUNK + 1, (chunk + 1) * DIGEST_CHUNK];
}

/** The digest of the first chunk above `aboveChunk` (-1 = from the start) that has documents; null = there is none. */
export function nextDigest(documents: DocumentRepo, aboveChunk: number): ChunkDigest | null {
  const seq = documents.firstSeqAbove(aboveChunk < 0 ? Number.MIN_SAFE_INTEGER : boundsOf(aboveChunk)[1]);
  if (seq === null) return null;
  const chunk = Math.max(0, chunkOf(seq));
  const rows = documents.basesBetween(...boundsOf(chunk));
  const hash = createHash('sha256');
  for (const row of rows) hash.update(digestLine(row));
  return { chunk, count: rows.length, hash: hash.digest('hex') };
}

/** What makes the rows of a chunk what the hub says they are: its documents, and an end to those that it has not. */
export function chunkRepair(
  documents: DocumentRepo,
  chunk: number,
  theirs: readonly DocumentChange[],
): BaseChange[] {
  const kept = theirs.map(baseChange).filter(({ json }) => json !== null);
  const known = new Set(kept.map(({ kind, id }) => `${kind}/${id}`));
  const gone = documents
    .basesBetween(...boundsOf(chunk))
    .filter(({ kind, id }) => !known.has(`${kind}/${id}`))
    .map(({ document: _, ...row }) => ({ ...row, json: null }));
  return [...gone, ...kept];
}
