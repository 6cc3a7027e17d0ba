import { type ReactNode, useState } from 'react';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { DropCountdown } from '../drops/DropCountdown.tsx';
import { useDropOrder } from '../drops/use-drop-order.ts';
import { useHubLabel } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatCount } from '../ui/format.ts';
import type { DropView } from './drop-view.ts';
import { HoldButton } from './HoldButton.tsx';

/** The foot of a drop's card: the one move that its state allows, or why there is none. */
export function DropActions({
  view,
  money,
  offline,
  ended,
}: {
  view: DropView;
  money: (amount: number) => string;
  offline: boolean;
  ended: boolean;
}) {
  const t = useWords('live');
  const d = useWords('drops');
  const act = useAct();
  const order = useDropOrder();
  const { drop, state, revision } = view;
  const mayNot = useMayNot('drop');
  const s = useWords('sync');
  const label = useHubLabel();
  const seen = { dropId: drop.id, revision };
  const hindrance =
    mayNot ??
    (offline ? t('dropOffline') : view.pending ? t('dropNotSynced') : ended ? t('dropNotLive') : null);
  switch (state) {
    case 'planned':
    case 'expired':
    case 'failed':
      return (
        <Foot note={hindrance}>
          <Button
            className="w-full"
            data-testid="drop-arm"
            disabled={hindrance !== null}
            onClick={() => order({ id: drop.id, state }, () => client.drop.arm(seen))}
          >
            {label(t('dropArm'))}
          </Button>
        </Foot>
      );
    case 'armed':
      return (
        <Foot note={hindrance}>
          <HoldButton
            pad={view.pad}
            label={t('dropHoldAria', { title: drop.title, amount: money(view.riskFen) })}
            disabled={hindrance !== null}
            onFire={() => void order({ id: drop.id, state }, () => client.drop.fire(seen))}
            holding={t('dropHolding')}
            note={t('dropRisk', { amount: money(view.riskFen) })}
          >
            {offline ? s('needsHub') : t('dropHold')}
          </HoldButton>
        </Foot>
      );
    case 'countdown':
      return (
        <Foot note={mayNot ?? (offline ? t('dropOffline') : null)}>
          <DropCountdown status={view.status} />
          <Button
            className="w-full"
            data-testid="drop-call-off"
            disabled={offline || mayNot !== null}
            onClick={() => act(() => client.drop.callOff({ dropId: drop.id }))}
          >
            {label(d('callOff'))}
          </Button>
        </Foot>
      );
    case 'sending':
      return (
        <Foot note={null}>
          <p role="status" className="pulse-soft flex h-8 items-center text-sm font-semibold text-warn">
            {t('dropSending')}
          </p>
        </Foot>
      );
    case 'open':
      return <StopRest view={view} hindrance={mayNot ?? (offline ? t('dropOffline') : null)} />;
    case 'unknown':
      return (
        <Foot note={mayNot ?? (offline ? t('dropOffline') : null)}>
          {/* Three ways out on a narrow card: none may lie beyond its edge. */}
          <div className="grid grid-cols-2 gap-1.5">
            <Button
              size="sm"
              className="col-span-2"
              data-testid="drop-ask"
              disabled={offline || mayNot !== null}
              onClick={() => act(() => client.drop.ask({ dropId: drop.id }))}
            >
              {label(t('dropAsk'))}
            </Button>
            {[true, false].map((opened) => (
              <Button
                key={String(opened)}
                size="sm"
                className="min-w-0"
                data-testid={opened ? 'drop-went-out' : 'drop-did-not'}
                disabled={offline || mayNot !== null}
                onClick={() => act(() => client.drop.settle({ dropId: drop.id, opened }))}
              >
                {t(opened ? 'dropWentOut' : 'dropDidNot')}
              </Button>
            ))}
          </div>
        </Foot>
      );
    case 'closed':
      return null;
  }
}

function Foot({ note, children }: { note: string | null; children: ReactNode }) {
  return (
    <div className="mt-auto flex flex-col gap-1">
      {note && <p className="truncate text-2xs text-warn">{note}</p>}
      {children}
    </div>
  );
}

function StopRest({ view, hindrance }: { view: DropView; hindrance: string | null }) {
  const t = useWords('drops');
  const act = useAct();
  const label = useHubLabel();
  const [asking, setAsking] = useState(false);
  const { drop, granted, status } = view;
  const bag = drop.kind === 'lucky-bag';
  const word = t(bag ? 'stopBag' : 'stopRest');
  return (
    <Foot note={hindrance}>
      <Button
        className="w-full"
        data-testid="drop-stop"
        disabled={hindrance !== null}
        onClick={() => setAsking(true)}
      >
        {label(word)}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={
          bag ? t('stopBagTitle') : t('stopTitle', { n: formatCount(Math.max(0, drop.quota - granted)) })
        }
        description={
          bag
            ? t('stopBagText', { n: formatCount(status?.entered ?? 0) })
            : t('stopText', { granted: formatCount(granted) })
        }
        confirmLabel={word}
        look="danger"
        onConfirm={() => act(() => client.drop.stop({ dropId: drop.id }))}
      />
    </Foot>
  );
}
