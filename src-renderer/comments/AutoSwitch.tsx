import { Bot } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useKeyAction } from '../app/commands.ts';
import { useWords } from '../app/i18n.ts';
import { useLive } from '../client/live.ts';
import { useMayNot } from '../team/use-may.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { cx } from '../ui/class-names.ts';
import { toast } from '../ui/toast.ts';
import { useCommentActs } from './use-comment-acts.ts';

/** Whether the team's account answers by itself, in big; off is one key (F1), on is asked twice. */
export function AutoSwitch() {
  const t = useWords('comments');
  const auto = useLive((live) => live.commentDesk.auto);
  const stale = useLive((live) => live.stale || !live.connected);
  const acts = useCommentActs();
  const mayNot = useMayNot('comment');
  const [asking, setAsking] = useState(false);
  const off = useCallback(() => {
    void acts?.auto(false).then((done) => done && toast.ok(t('autoStopped')));
  }, [acts, t]);
  useKeyAction('comments-off', off);
  const title = auto.on
    ? t('autoSince', { name: auto.byName ?? '', n: auto.said })
    : auto.offReason
      ? t(`autoOff_${auto.offReason}`)
      : t('autoHint');
  return (
    <>
      <button
        type="button"
        role="switch"
        aria-checked={auto.on}
        data-testid="auto-reply"
        disabled={mayNot !== null || acts === null}
        title={mayNot ?? title}
        onClick={() => (auto.on ? off() : setAsking(true))}
        className={cx(
          'flex h-7 shrink-0 items-center gap-1.5 rounded-md border px-2 text-xs font-semibold whitespace-nowrap disabled:opacity-60',
          stale
            ? 'hatched-faint border-line text-muted'
            : auto.on
              ? 'border-ok bg-ok-tint text-ok'
              : 'border-line-strong text-muted hover:bg-hover',
        )}
      >
        <Bot size={14} aria-hidden />
        {t(stale ? 'autoUnsure' : auto.on ? 'autoOn' : 'autoOff')}
        {auto.on && !stale && <span className="tabular-nums">{auto.said}</span>}
      </button>
      {asking && (
        <ConfirmDialog
          open
          onOpenChange={setAsking}
          title={t('autoAsk')}
          description={t('autoAskText')}
          confirmLabel={t('autoTurnOn')}
          testId="auto-reply-ask"
          onConfirm={() => void acts?.auto(true)}
        />
      )}
    </>
  );
}
