import { Search, Settings2, X } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { CommentTopic } from '#shared/domain/comment/comment.schema.ts';
import type { CommentEvent } from '#shared/domain/order/order.schema.ts';
import { useWords } from '../app/i18n.ts';
import { useLive } from '../client/live.ts';
import { StageQuestions } from '../stage/StageQuestions.tsx';
import { AsOf } from '../sync/AsOf.tsx';
import { useMayNot } from '../team/use-may.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount } from '../ui/format.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { AutoSwitch } from './AutoSwitch.tsx';
import { BlockedList } from './BlockedList.tsx';
import { ClusterList } from './ClusterList.tsx';
import { CommentSettings } from './CommentSettings.tsx';
import { CommentStream } from './CommentStream.tsx';
import { PinnedStrip } from './PinnedStrip.tsx';
import { ReplyBox, type ReplyTarget } from './ReplyBox.tsx';
import { topicName } from './topic-words.ts';
import { useProductName } from './use-product-name.ts';
import { useQueuedQuestions } from './use-queued-questions.ts';

type View = 'all' | 'questions' | 'to-host' | 'blocked';

/** What viewers say: read, answered, put before the host, and kept in order. */
export function CommentsPanel() {
  const t = useWords('comments');
  const [view, setView] = useState<View>('all');
  const [text, setText] = useState('');
  const [user, setUser] = useState<{ id: string; name: string } | null>(null);
  const [target, setTarget] = useState<ReplyTarget | null>(null);
  const [settings, setSettings] = useState(false);
  const counts = useLive((live) => live.commentDesk.counts);
  const dropped = useLive((live) => live.commentsDropped);
  const queued = useQueuedQuestions();
  const mayReply = useMayNot('comment') === null;
  const productName = useProductName();

  const onReply = useCallback(
    ({ commentId, user: { name } }: CommentEvent) =>
      setTarget({ commentId, topic: null, label: name, userName: name }),
    [],
  );
  const onUser = useCallback(({ user: { id, name } }: CommentEvent) => setUser({ id, name }), []);
  const onDone = useCallback(() => setTarget(null), []);
  const replyToTopic = (topic: CommentTopic) =>
    setTarget({ commentId: null, topic: topic.key, label: topicName(topic, productName, t), userName: null });

  const label = (word: 'tabAll' | 'tabQuestions' | 'tabToHost' | 'tabBlocked', n: number) => (
    <span data-count={n}>
      {t(word)}
      {n > 0 && <span className="ml-1 text-2xs tabular-nums text-muted">{shortCount(n)}</span>}
    </span>
  );
  const streams = view === 'all' || view === 'questions';
  return (
    <Panel data-testid="comments" aria-label={t('title')}>
      <header className="flex h-9 shrink-0 items-center border-b border-line px-1 text-xs">
        <div className="min-w-0 flex-1 [&_button]:px-1.5">
          <Tabs
            label={t('title')}
            value={view}
            onChange={setView}
            tabs={[
              { value: 'all', label: label('tabAll', counts.all) },
              { value: 'questions', label: label('tabQuestions', counts.questions) },
              { value: 'to-host', label: label('tabToHost', queued.length) },
              { value: 'blocked', label: label('tabBlocked', counts.blocked) },
            ]}
          />
        </div>
      </header>
      <div className="flex shrink-0 flex-wrap items-center gap-x-1 gap-y-1 border-b border-line px-1.5 py-1">
        {streams && (
          <span className="relative min-w-28 flex-1">
            <Search size={13} aria-hidden className="absolute top-2 left-2 text-muted" />
            <TextInput
              type="search"
              aria-label={t('search')}
              placeholder={t('search')}
              value={text}
              onChange={(event) => setText(event.target.value)}
              className="h-7 pl-7"
            />
          </span>
        )}
        <AutoSwitch />
        <IconButton
          label={t('settings')}
          data-testid="comment-settings-open"
          onClick={() => setSettings(true)}
        >
          <Settings2 size={14} aria-hidden />
        </IconButton>
        {user && streams && (
          <button
            type="button"
            aria-label={t('userAll', { name: user.name })}
            onClick={() => setUser(null)}
            className="flex max-w-full items-center gap-1 rounded-full border border-line-strong bg-raised px-2 py-0.5 text-xs"
          >
            <span className="truncate">{user.name}</span>
            <X size={12} aria-hidden />
          </button>
        )}
        <AsOf testId="stale-comments" />
        {dropped > 0 && streams && (
          <span className="truncate text-2xs text-faint" title={t('droppedHint')}>
            {t('dropped', { n: formatCount(dropped) })}
          </span>
        )}
      </div>
      <PinnedStrip />
      {view === 'questions' && <ClusterList onReply={replyToTopic} />}
      {view !== 'blocked' && <StageQuestions whole={view === 'to-host'} />}
      {view === 'to-host' && queued.length === 0 && <EmptyState title={null}>{t('emptyToHost')}</EmptyState>}
      {view === 'blocked' && <BlockedList />}
      {streams && (
        <CommentStream
          key={view}
          filter={{ view, text, userId: user?.id ?? null }}
          onReply={onReply}
          onUser={onUser}
        />
      )}
      {mayReply && <ReplyBox target={target} onDone={onDone} />}
      {settings && <CommentSettings onClose={() => setSettings(false)} />}
    </Panel>
  );
}

/** Counts in a tab have room for four signs. */
function shortCount(n: number): string {
  if (n < 10_000) return String(n);
  return n < 1_000_000 ? `${Math.floor(n / 1000)}k` : `${(n / 1_000_000).toFixed(1)}M`;
}
