import { MonitorPlay } from 'lucide-react';
import { useState } from 'react';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { DropCue } from './DropCue.tsx';
import { StageCountdown } from './StageCountdown.tsx';
import { StageDialog } from './StageDialog.tsx';
import { StageMessage } from './StageMessage.tsx';
import { useHostView } from './use-host-view.ts';

/** What stands in the header of "on air": how many tablets look, or the way to open the host view. */
export function StageButton({ run }: { run: Run }) {
  const t = useWords('stage');
  const [open, setOpen] = useState(false);
  const state = useHostView();
  const viewers = state?.open?.viewers ?? [];
  const watching = viewers.filter(({ connected }) => connected).length;
  return (
    <>
      <Button
        size="sm"
        look="quiet"
        icon={<MonitorPlay size={14} aria-hidden />}
        title={t('openHint')}
        data-testid="host-view"
        onClick={() => setOpen(true)}
      >
        {state?.open ? t('viewers', { n: watching }) : t('hostView')}
      </Button>
      {open && <StageDialog run={run} onClose={() => setOpen(false)} />}
    </>
  );
}

/** While the host view is open: what the host asks, and one line to the host. */
export function StageBar() {
  const t = useWords('stage');
  const act = useAct();
  const state = useHostView();
  if (!state?.open) return <DropCue viewerDelayMs={state?.viewerDelayMs ?? 0} alone />;
  const { requests, message } = state.open;
  return (
    <div
      data-testid="stage-bar"
      className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-1.5"
    >
      {requests.map(({ id, what }) => (
        <span
          key={id}
          role="alert"
          className="flex items-center gap-2 rounded-md border border-warn bg-warn-tint py-0.5 pr-1 pl-2 text-sm font-semibold text-warn"
        >
          {t(`request_${what}`)}
          <Button size="sm" onClick={() => void act(() => client.host.settleRequest({ requestId: id }))}>
            {t('settle')}
          </Button>
        </span>
      ))}
      <StageMessage message={message} />
      <StageCountdown viewerDelayMs={state.viewerDelayMs} />
      <DropCue viewerDelayMs={state.viewerDelayMs} />
    </div>
  );
}
