import type { CommentTopic } from '#shared/domain/comment/comment.schema.ts';
import { topicParts } from '#shared/domain/comment/topic.ts';
import type { Say } from '../app/i18n.ts';

/** What a cluster is called: the field's word, the product, or the words that its questions share. */
export function topicName(
  { key }: Pick<CommentTopic, 'key'>,
  productName: (id: string) => string | null,
  t: Say<'comments'>,
): string {
  const { field, productId, words } = topicParts(key);
  const product = productId === null ? null : (productName(productId) ?? t('topicGone'));
  if (field) return product ? t('topicOf', { topic: t(`topic_${field}`), product }) : t(`topic_${field}`);
  return product ?? words ?? key;
}
