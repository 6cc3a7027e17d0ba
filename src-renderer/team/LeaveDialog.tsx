import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { client, orpc } from '#renderer/client/client.ts';
import { describeError } from '#renderer/client/errors.ts';
import { useAct } from '#renderer/client/use-act.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { saveFile } from '#renderer/ui/save-file.ts';
import { toast } from '#renderer/ui/toast.ts';
import type { SessionInfo } from '#shared/contract/desk.ts';

/** Leaves a hub; with something unsent only after it was taken along and given up in so many words. */
export function LeaveDialog({
  session,
  name,
  onClose,
}: {
  session: SessionInfo;
  name: string;
  onClose: () => void;
}) {
  const t = useWords('team');
  const language = useLanguage();
  const act = useAct();
  const [exported, setExported] = useState<number | null>(null);
  const { sessionId, outboxCount, conflictCount } = session;
  const waiting = outboxCount + conflictCount;
  const unsent = useQuery({
    ...orpc.session.unsent.queryOptions({ input: { sessionId } }),
    // Asked again whenever the count has moved, also while this is open.
    queryKey: [...orpc.session.unsent.key({ input: { sessionId } }), waiting],
    gcTime: 0,
  });
  const count = unsent.data?.length ?? 0;
  const takenAlong = count === 0 || exported === count;

  async function leave() {
    if (!(await act(() => client.session.leave({ sessionId, giveUp: count })))) return;
    toast.ok(t('left'));
    onClose();
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      testId="leave-dialog"
      title={count > 0 ? t('leaveUnsentTitle', { n: count }) : t('leaveTitle', { hub: name })}
      description={count > 0 ? t('leaveUnsentText') : t('leaveText')}
      footer={
        <>
          <Button onClick={onClose} data-testid="leave-wait">
            {t('leaveWait')}
          </Button>
          {count > 0 && (
            <Button
              data-testid="leave-export"
              onClick={() => {
                saveFile(
                  `livedesk-unsent-${sessionId}.json`,
                  JSON.stringify(unsent.data, null, 2),
                  'application/json',
                );
                setExported(count);
              }}
            >
              {t('leaveExport', { n: count })}
            </Button>
          )}
          <Button
            look="danger"
            disabled={unsent.data === undefined || !takenAlong}
            data-testid="leave-confirm"
            onClick={leave}
          >
            {t(count > 0 ? 'leaveGiveUp' : 'leaveDo')}
          </Button>
        </>
      }
    >
      {unsent.isPending && <p className="text-sm text-muted">{t('leaveLoading')}</p>}
      {unsent.isError && (
        <div className="flex items-center gap-2 text-sm">
          <span className="flex-1 text-warn">{describeError(unsent.error, language)}</span>
          <Button size="sm" onClick={() => unsent.refetch()}>
            {t('tryAgain')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
