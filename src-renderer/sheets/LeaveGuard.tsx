import { type RefObject, useEffect } from 'react';
import { useBlocker } from 'react-router';
import { useWords } from '#renderer/app/i18n.ts';
import { ConfirmDialog } from '#renderer/ui/ConfirmDialog.tsx';

/** Asks before answers are lost by leaving. `free` lifts it for the way out after the import. */
export function LeaveGuard({ dirty, free }: { dirty: boolean; free: RefObject<boolean> }) {
  const t = useWords('sheets');
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty && !free.current && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!dirty) return;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', stay);
    return () => window.removeEventListener('beforeunload', stay);
  }, [dirty]);
  return (
    <ConfirmDialog
      open={blocker.state === 'blocked'}
      onOpenChange={(open) => !open && blocker.state === 'blocked' && blocker.reset()}
      title={t('leaveTitle')}
      description={t('leaveText')}
      confirmLabel={t('leaveGo')}
      look="danger"
      onConfirm={() => blocker.state === 'blocked' && blocker.proceed()}
    />
  );
}
