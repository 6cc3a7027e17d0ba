/**
 * What a digest is made of ([SY38]): each side hashes its own rows, so both must put them into the same text. A chunk's
 * hash is the SHA-256 of its documents' lines in the order of their seqs; removed documents have none, and a chunk
 * without documents has no digest.
 */
import { DIGEST_CHUNK } from '../contract/hub.ts';
import { canonicalJson } from './canonical-json.ts';

export interface DigestedDocument {
  readonly seq: number;
  readonly kind: string;
  readonly id: string;
  readonly parentId: string;
  /** As the hub sent it, read or not. */
  readonly document: unknown;
}

/** The chunk that a seq lies in: 0 holds 1 to 1,000. */
export function chunkOf(seq: number): number {
  return Math.floor((seq - 1) / DIGEST_CHUNK);
}

/** One document's share of its chunk's text. */
export function digestLine({ seq, kind, id, parentId, document }: DigestedDocument): string {
  return `${canonicalJson([seq, kind, id, parentId, document])}\n`;
}
