import { HardDrive, Wrench } from 'lucide-react';
import type { RescueNotice } from '#shared/contract/storage.ts';
import { useWords } from '../app/i18n.ts';
import { useStorage } from '../client/app-state.ts';
import { client } from '../client/client.ts';
import { useNowMs } from '../client/now.ts';
import { useAct } from '../client/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { formatBytes, formatCount } from '../ui/format.ts';
import { timeText } from './age.ts';

const states = { low: 'storageLow', full: 'storageFull', damaged: 'storageDamaged' } as const;

/** On every screen: that this machine cannot keep what is done, or that it had to mend its own files. */
export function StorageNotice() {
  const t = useWords('sync');
  const storage = useStorage();
  if (!storage) return null;
  const { state, freeBytes, rescues } = storage;
  return (
    <>
      {state !== 'ok' && (
        <p
          role="alert"
          data-testid="storage-notice"
          data-state={state}
          className="flex shrink-0 items-center gap-2 rounded-lg border border-warn bg-warn-tint px-3 py-1.5 text-sm text-warn"
        >
          <HardDrive size={15} aria-hidden className="shrink-0" />
          {t(states[state], {
            free: freeBytes === null ? t('storageFreeUnknown') : formatBytes(freeBytes),
          })}
        </p>
      )}
      {rescues.map((rescue) => (
        <Rescue key={rescue.sessionId ?? ''} rescue={rescue} />
      ))}
    </>
  );
}

function Rescue({ rescue }: { rescue: RescueNotice }) {
  const t = useWords('sync');
  const act = useAct();
  const nowMs = useNowMs();
  const { sessionId, at, rescued, unreadable, complete } = rescue;
  const lost = complete
    ? t('rescueComplete')
    : unreadable > 0
      ? t('rescueUnreadable', { n: formatCount(unreadable) })
      : t('rescueUnsure');
  return (
    <p
      role="status"
      data-testid="rescue-notice"
      data-complete={complete}
      className="flex shrink-0 items-center gap-2 rounded-lg border border-line-strong bg-raised px-3 py-1 text-sm"
    >
      <Wrench size={15} aria-hidden className={`shrink-0 ${complete ? 'text-ok' : 'text-warn'}`} />
      <span className="min-w-0 flex-1">
        {t(sessionId === null ? 'rescueSettings' : 'rescueSession', {
          ...{ time: timeText(Date.parse(at), nowMs), n: formatCount(rescued), lost },
        })}
      </span>
      <Button size="sm" onClick={() => act(() => client.storage.dismiss({ sessionId }))}>
        {t('rescueSeen')}
      </Button>
    </p>
  );
}
