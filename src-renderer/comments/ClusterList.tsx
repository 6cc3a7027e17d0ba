import { Check, Forward, MessageSquareReply } from 'lucide-react';
import type { CommentTopic } from '#shared/domain/comment/comment.schema.ts';
import { useWords } from '../app/i18n.ts';
import { useLive } from '../client/live.ts';
import { useMayNot } from '../team/use-may.ts';
import { formatClock, formatCount } from '../ui/format.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { topicName } from './topic-words.ts';
import { useCommentActs } from './use-comment-acts.ts';
import { useProductName } from './use-product-name.ts';

/** Questions that are about the same, most asked first: one answer for all, or one question for the host. */
export function ClusterList({ onReply }: { onReply: (topic: CommentTopic) => void }) {
  const t = useWords('comments');
  const topics = useLive((live) => live.commentDesk.topics);
  const acts = useCommentActs();
  const mayAct = useMayNot('comment') === null;
  const mayAsk = useMayNot('question') === null;
  const productName = useProductName();
  if (topics.length === 0) return null;
  return (
    <section
      aria-label={t('clusters')}
      className="max-h-[45%] shrink-0 overflow-y-auto border-b border-line-strong"
    >
      <ul>
        {topics.map((topic) => {
          const name = topicName(topic, productName, t);
          const sample = topic.samples[0];
          const toHost = () =>
            void acts?.toHost(
              t('clusterToHost', { name, n: topic.open || topic.asked, sample: sample?.text ?? '' }),
              '',
            );
          return (
            <li
              key={topic.key}
              data-testid="cluster"
              data-topic={topic.key}
              data-open={topic.open}
              className="flex items-start gap-1 border-b border-line/60 px-3 py-1.5"
            >
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-baseline gap-x-2">
                  <span className="font-semibold break-words">{name}</span>
                  <span className="text-xs text-muted tabular-nums">
                    {topic.open > 0 ? t('askedOpen', { n: formatCount(topic.open) }) : t('askedNone')}
                  </span>
                </p>
                {topic.answeredAt !== null && (
                  <p className="truncate text-xs text-ok" title={topic.answer ?? undefined}>
                    {t('clusterAnswered', { time: formatClock(Date.parse(topic.answeredAt)) })}
                    {topic.answer !== null && `：${topic.answer}`}
                  </p>
                )}
                <p
                  className="truncate text-xs text-muted"
                  title={topic.samples.map(({ text }) => text).join('\n')}
                >
                  {topic.samples.map(({ text }) => text).join(' / ')}
                </p>
              </div>
              {mayAsk && (
                <IconButton label={`${t('toHost')}: ${name}`} className="size-6" onClick={toHost}>
                  <Forward size={13} aria-hidden />
                </IconButton>
              )}
              {mayAct && (
                <>
                  <IconButton
                    label={t('replyAll', { name })}
                    className="size-6"
                    onClick={() => onReply(topic)}
                  >
                    <MessageSquareReply size={13} aria-hidden />
                  </IconButton>
                  <IconButton
                    label={t('markAnswered', { name })}
                    className="size-6"
                    disabled={topic.open === 0}
                    onClick={() => void acts?.answered(topic.key)}
                  >
                    <Check size={13} aria-hidden />
                  </IconButton>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
