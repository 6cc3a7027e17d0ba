import type { DocumentChange } from '#shared/contract/hub.ts';
import type { BaseChange } from '../cache/document.repo.ts';

/** A change of the hub as it is kept: its text once and for all, whatever this version makes of it ([SY33]). */
export function baseChange({ seq, kind, id, parentId, document }: DocumentChange): BaseChange {
  const gone = document === null || document === undefined;
  return { seq, kind, id, parentId, json: gone ? null : JSON.stringify(document) };
}
