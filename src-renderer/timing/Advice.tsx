import type { Rundown } from '#shared/contract/desk.ts';
import { formatFen } from '#shared/domain/money.ts';
import { extendOrCut } from '#shared/domain/rundown/rundown.advice.ts';
import type { RundownTiming } from '#shared/domain/rundown/rundown.timing.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useLive } from '../client/live.ts';
import { useNowMs } from '../client/now.ts';
import { useAct } from '../client/use-act.ts';
import type { NumberedSlot } from '../live/slot-view.ts';
import { stockView } from '../live/slot-view.ts';
import { Button } from '../ui/Button.tsx';
import { formatDuration } from '../ui/format.ts';
import { toast } from '../ui/toast.ts';
import { editRundown } from './frozen.ts';

const EXTEND_SEC = 120;
const whyWords = {
  'sells-better': 'why_sellsBetter',
  'sells-worse': 'why_sellsWorse',
  'sold-out': 'why_soldOut',
} as const;

/** "Extend" or "move on" with the figures behind it; nothing while there is nothing to advise. */
export function Advice({
  rundown: { run, show, slots },
  timing,
  current,
}: {
  rundown: Rundown;
  timing: RundownTiming;
  current: NumberedSlot;
}) {
  const { slot, product } = current;
  const t = useWords('timing');
  const act = useAct();
  const nowMs = useNowMs();
  const figures = useLive((live) => live.slots.get(slot.id));
  const grossFen = useLive((live) => live.totals.grossFen);
  const stale = useLive((live) => live.stale);
  const counter = useLive((live) => (product.sku === null ? undefined : live.products.get(product.sku)));
  // Old figures advise nothing.
  if (!timing.onAir || run.startedAt === null || stale) return null;
  const advice = extendOrCut({
    slotGrossFen: figures?.grossFen ?? 0,
    slotSec: timing.onAir.elapsedSec,
    showGrossFen: grossFen,
    showSec: (nowMs - Date.parse(run.startedAt)) / 1000,
    slotLeftSec: timing.onAir.leftSec,
    showOverSec: timing.overSec,
    stockLeft: stockView(current, counter).left,
    waiting: slots.filter(({ state }) => state === 'waiting').length,
  });
  if (advice.advice !== 'extend' && advice.advice !== 'cut') return null;
  const why = whyWords[advice.why as keyof typeof whyWords];
  const money = (amount: number) => formatFen(amount, show.currency);
  const room = advice.advice === 'extend' ? advice.roomSec : null;
  async function extend() {
    // From what was used: a slot that is over already gets two whole minutes more.
    const usedSec = Math.max(slot.plannedSec, timing.onAir?.elapsedSec ?? 0);
    const plannedSec = Math.ceil((usedSec + EXTEND_SEC) / 60) * 60;
    const done = await act(() =>
      editRundown((confirmed) => client.rundown.plan({ slotId: slot.id, plannedSec, confirmed })),
    );
    if (done) toast.ok(t('extended', { time: formatDuration(plannedSec) }));
  }
  return (
    <p
      role="status"
      data-testid="advice"
      data-advice={advice.advice}
      title={t('adviceTip')}
      className="mx-4 mb-2 flex items-center gap-2 rounded-md border border-line-strong bg-raised px-2.5 py-1 text-sm"
    >
      <span className="shrink-0 font-semibold">{t(`advice_${advice.advice}`)}</span>
      <span className="min-w-0 flex-1 truncate text-xs text-muted">
        {t(why, { slot: money(advice.slotFenPerMinute), show: money(advice.showFenPerMinute) })}
        {room !== null && room > 0 && ` · ${t('room', { time: formatDuration(room) })}`}
      </span>
      {advice.advice === 'extend' && (
        <Button size="sm" onClick={() => void extend()}>
          {t('extend')}
        </Button>
      )}
    </p>
  );
}
