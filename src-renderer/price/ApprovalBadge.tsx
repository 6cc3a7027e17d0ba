import { UserCheck } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useLocation } from 'react-router';
import { type Command, useCommands, useKeyAction } from '../app/commands.ts';
import { useWords } from '../app/i18n.ts';
import { useNowMs } from '../client/now.ts';
import { spanText } from '../sync/age.ts';
import { useMayNot } from '../team/use-may.ts';
import { cx } from '../ui/class-names.ts';
import { toast } from '../ui/toast.ts';
import { ApprovalsDialog } from './ApprovalsDialog.tsx';
import { summaryOf, useApprovals } from './use-approvals.ts';

/**
 * Prices that wait for a second person, in the top strip of every screen: how many, for how long, and by its key the way
 * to answer. Not on the wall, which is there to be read from afar.
 */
export function ApprovalBadge() {
  const t = useWords('price');
  const s = useWords('sync');
  const { pathname } = useLocation();
  const mayNot = useMayNot('show') !== null;
  const approvals = useApprovals(null);
  const nowMs = useNowMs();
  const [open, setOpen] = useState(false);
  const none = approvals.length === 0;
  const answer = useCallback(() => (none ? toast.say(t('approvalsNone')) : setOpen(true)), [none, t]);
  // The last one has been answered; the next must not open it by itself.
  useEffect(() => {
    if (none) setOpen(false);
  }, [none]);
  const hidden = mayNot || pathname === '/wall';
  const nothing = hidden || none;
  useKeyAction('approvals', hidden ? noKey : answer);
  const commands = useMemo<Command[]>(
    () =>
      nothing
        ? []
        : [{ id: 'approvals', group: 'live', label: t('approvalsTitle'), keyOf: 'approvals', run: answer }],
    [nothing, t, answer],
  );
  useCommands('approvals', commands);
  const { toAnswer, mine, expired } = summaryOf(approvals, nowMs);
  const [oldest] = toAnswer.length > 0 ? toAnswer : mine.length > 0 ? mine : expired;
  const text = oldest
    ? t(toAnswer.length > 0 ? 'badgeAnswer' : mine.length > 0 ? 'badgeMine' : 'badgeExpired', {
        n: (toAnswer.length > 0 ? toAnswer : mine.length > 0 ? mine : expired).length,
      })
    : '';
  return (
    <>
      {/* Said when it comes, not with every second of its age. */}
      <span role="status" className="sr-only">
        {!hidden && toAnswer.length > 0 ? text : ''}
      </span>
      {!nothing && oldest && (
        <button
          type="button"
          data-testid="approval-badge"
          data-answer={toAnswer.length}
          data-expired={expired.length}
          onClick={answer}
          className={cx(
            'flex shrink-0 items-center gap-1.5 rounded-md border px-2 py-1 text-xs font-semibold whitespace-nowrap',
            toAnswer.length > 0
              ? 'border-warn bg-warn-tint text-warn'
              : 'border-line-strong text-muted hover:text-text',
          )}
        >
          <UserCheck size={14} aria-hidden />
          {text}
          <span className="hidden font-normal tabular-nums min-[1500px]:inline">
            {spanText(Math.max(0, nowMs - Date.parse(oldest.askedAt)), s)}
          </span>
        </button>
      )}
      {open && !none && <ApprovalsDialog approvals={approvals} onClose={() => setOpen(false)} />}
    </>
  );
}

const noKey = () => undefined;
