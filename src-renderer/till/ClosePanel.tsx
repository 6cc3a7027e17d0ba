import { useQuery } from '@tanstack/react-query';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { TillClose } from '#shared/domain/till/close.ts';
import { useWords } from '../app/i18n.ts';
import { orpc } from '../client/client.ts';
import { useNowMs } from '../client/now.ts';
import { openUnsent } from '../sync/unsent-view.ts';
import { Button } from '../ui/Button.tsx';
import { Panel, PanelHeader } from '../ui/Panel.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { CloseFigures } from './CloseFigures.tsx';
import { Loaded } from './Loaded.tsx';
import { localDay } from './local-day.ts';
import { TillsTable } from './TillsTable.tsx';
import type { TillPlace } from './till-place.ts';
import { useUnsentKey } from './use-till.ts';

const DAY_MS = 86_400_000;
type Which = 'today' | 'yesterday' | 'all';

/** What was sold and tendered on a day, what is still open, and what has not reached the hub. */
export function ClosePanel({ run, currency }: TillPlace) {
  const t = useWords('till');
  const [which, setWhich] = useState<Which>('today');
  const nowMs = useNowMs();
  const today = localDay(nowMs);
  const yesterday = localDay(nowMs - DAY_MS);
  const day = { today, yesterday, all: null }[which];
  const unsent = useUnsentKey();
  const close = useQuery({
    ...orpc.till.close.queryOptions({ input: { runId: run.id, day } }),
    queryKey: [...orpc.till.close.key({ input: { runId: run.id, day } }), unsent],
    // The same counts come again, and what was answered then is old.
    staleTime: 0,
    placeholderData: (before) => before,
  });
  return (
    <Panel aria-label={t('close')} className="flex-1" data-testid="close">
      <PanelHeader title={t('close')}>
        <Tabs
          label={t('closeDay')}
          value={which}
          onChange={setWhich}
          tabs={[
            { value: 'today', label: t('closeToday', { date: today.slice(5) }) },
            { value: 'yesterday', label: t('closeYesterday', { date: yesterday.slice(5) }) },
            { value: 'all', label: t('closeAll') },
          ]}
        />
      </PanelHeader>
      <Loaded query={close}>
        {(data) => (
          <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-3">
            <Delivery close={data} />
            <CloseFigures close={data} currency={currency} today={which === 'today'} />
            <TillsTable tills={data.tills} currency={currency} />
          </div>
        )}
      </Loaded>
    </Panel>
  );
}

/** Whether it is safe to pack up: what is not delivered stands on this machine alone. */
function Delivery({ close: { unsent, refused } }: { close: TillClose }) {
  const t = useWords('till');
  const safe = unsent === 0 && refused === 0;
  return (
    <div
      role="status"
      data-testid="close-unsent"
      data-unsent={unsent}
      data-refused={refused}
      className={`flex items-center gap-3 rounded-md border px-3 py-2 ${safe ? 'border-line' : 'border-warn bg-warn-tint'}`}
    >
      {safe ? (
        <CircleCheck size={20} aria-hidden className="shrink-0 text-ok" />
      ) : (
        <TriangleAlert size={20} aria-hidden className="shrink-0 text-warn" />
      )}
      <p className="min-w-0 flex-1">
        <strong className="block">{safe ? t('closeSent') : t('closeUnsent', { n: unsent })}</strong>
        <span className="text-sm text-muted">{t(safe ? 'closeSentText' : 'closeUnsentText')}</span>
        {refused > 0 && <span className="block text-sm text-warn">{t('closeRefused', { n: refused })}</span>}
      </p>
      {!safe && (
        <Button onClick={() => openUnsent(refused > 0 ? 'refused' : 'waiting')}>{t('openUnsent')}</Button>
      )}
    </div>
  );
}
