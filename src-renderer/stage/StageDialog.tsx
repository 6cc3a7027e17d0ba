import { useState } from 'react';
import type { HostViewState } from '#shared/contract/host.ts';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useNowMs } from '../client/now.ts';
import { useAct } from '../client/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { copyText } from '../ui/copy-text.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Dot } from '../ui/Dot.tsx';
import { formatClock } from '../ui/format.ts';
import { QrCode } from '../ui/QrCode.tsx';
import { Select } from '../ui/Select.tsx';
import { toast } from '../ui/toast.ts';
import { DelayMeter } from './DelayMeter.tsx';
import { useHostView } from './use-host-view.ts';

type Open = NonNullable<HostViewState['open']>;

/** Opens the host view, lets tablets in and sees who looks. */
export function StageDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const t = useWords('stage');
  const act = useAct();
  const state = useHostView();
  const open = state?.open ?? null;
  const openHere = () => void act(() => client.host.open({ runId: run.id }));
  return (
    <Dialog
      open
      onOpenChange={(stays) => !stays && onClose()}
      title={t('dialogTitle')}
      description={t('dialogText')}
      width="md"
      testId="host-dialog"
      footer={
        open ? (
          <Button look="danger" onClick={() => void act(() => client.host.close({}))}>
            {t('closeIt')}
          </Button>
        ) : (
          <Button look="primary" disabled={state === null} onClick={openHere}>
            {t('openIt')}
          </Button>
        )
      }
    >
      {open && open.runId !== run.id && (
        <p className="mb-3 flex items-center gap-3 rounded-md bg-warn-tint px-3 py-2 text-warn">
          {t('movesHere')}
          <Button size="sm" onClick={openHere}>
            {t('moveIt')}
          </Button>
        </p>
      )}
      {open ? (
        <div className="grid gap-5 sm:grid-cols-[14rem_minmax(0,1fr)]">
          <Entrance open={open} />
          <div>
            <Devices viewers={open.viewers} />
            <DelayMeter viewerDelayMs={state?.viewerDelayMs ?? 0} />
          </div>
        </div>
      ) : (
        <p className="text-muted">{t('closed')}</p>
      )}
    </Dialog>
  );
}

/** The picture to scan; with several networks, of the one that the tablet is on. */
function Entrance({ open }: { open: Open }) {
  const t = useWords('stage');
  const act = useAct();
  const nowMs = useNowMs();
  const [chosen, setChosen] = useState(0);
  const url = open.urls[chosen] ?? open.urls[0] ?? '';
  const endsMs = Date.parse(open.codeEndsAt);
  const ended = nowMs > endsMs;
  return (
    <div className="flex flex-col gap-2">
      {ended ? (
        <div className="grid aspect-square place-items-center rounded-md border border-dashed border-faint text-muted">
          {t('codeEnded')}
        </div>
      ) : (
        <QrCode text={url} label={t('scan')} className="aspect-square w-full rounded-md" />
      )}
      <p className="text-xs text-muted">
        {ended ? t('codeEnded') : t('codeUntil', { time: formatClock(endsMs) })}
      </p>
      {open.urls.length > 1 && (
        <Select
          aria-label={t('address')}
          value={String(chosen)}
          onChange={(next) => setChosen(Number(next))}
          options={open.urls.map((each, at) => ({ value: String(at), label: new URL(each).host }))}
        />
      )}
      <Button size="sm" onClick={() => void act(() => client.host.renewCode({}))}>
        {t('renewCode')}
      </Button>
      {!ended && (
        <Button size="sm" onClick={() => copyText(url) && toast.ok(t('copied'))}>
          {t('copy')}
        </Button>
      )}
    </div>
  );
}

function Devices({ viewers }: Pick<Open, 'viewers'>) {
  const t = useWords('stage');
  const act = useAct();
  return (
    <section>
      <h3 className="mb-1 font-semibold">{t('devices')}</h3>
      {viewers.length === 0 ? (
        <p className="text-sm text-muted">{t('viewersNone')}</p>
      ) : (
        <ul className="divide-y divide-line">
          {viewers.map(({ id, device, since, connected }) => (
            <li key={id} className="flex items-center gap-2 py-1.5 text-sm">
              <Dot tone={connected ? 'ok' : 'quiet'} />
              <span className="font-medium">{device}</span>
              <span className="text-muted">{t(connected ? 'connected' : 'away')}</span>
              <span className="text-xs text-muted">
                {t('deviceSince', { time: formatClock(Date.parse(since)) })}
              </span>
              <Button
                size="sm"
                look="quiet"
                className="ml-auto"
                onClick={() => void act(() => client.host.removeViewer({ viewerId: id }))}
              >
                {t('remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
