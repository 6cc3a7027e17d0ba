/**
 * How comments are judged when they come in: by the blocked words and the show's vocabulary as they stand then. Both
 * are made once and again when a document that they are made of changes.
 */
import { type BlockedJudge, blockedJudge } from '#shared/domain/comment/blocked.ts';
import type { CommentMark } from '#shared/domain/comment/comment.schema.ts';
import { markOf } from '#shared/domain/comment/mark.ts';
import { type Vocabulary, vocabularyOf } from '#shared/domain/comment/topic.ts';
import { WORKSPACE } from '#shared/domain/documents.ts';
import type { CommentEvent } from '#shared/domain/order/order.schema.ts';
import type { DocumentReader } from '#shared/sync/document-store.ts';
import type { StoredChanges } from '../store/hub-store.ts';

export interface CommentJudge {
  for(showId: string): Promise<(comment: CommentEvent) => CommentMark | null>;
  documentsChanged(changes: Pick<StoredChanges, 'changes'>): void;
}

export function createCommentJudge(documents: DocumentReader): CommentJudge {
  let words: Promise<BlockedJudge> | null = null;
  const vocabularies = new Map<string, Promise<Vocabulary>>();

  function judge(): Promise<BlockedJudge> {
    words ??= documents.list('blocked-word', WORKSPACE).then(blockedJudge);
    words.catch(() => {
      words = null;
    });
    return words;
  }
  function vocabulary(showId: string): Promise<Vocabulary> {
    const known = vocabularies.get(showId);
    if (known) return known;
    const made = documents.list('product', showId).then(vocabularyOf);
    vocabularies.set(showId, made);
    made.catch(() => vocabularies.delete(showId));
    return made;
  }

  return {
    async for(showId) {
      const [blocked, known] = await Promise.all([judge(), vocabulary(showId)]);
      return (comment) => markOf(comment, blocked, known);
    },
    documentsChanged({ changes }) {
      for (const { kind, parentId } of changes) {
        if (kind === 'blocked-word') words = null;
        // A product that was removed names its show no longer everywhere: then all are made anew.
        if (kind === 'product') vocabularies.delete(parentId);
      }
    },
  };
}
