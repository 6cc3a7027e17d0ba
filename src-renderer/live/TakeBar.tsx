import { KeyRound, SkipForward, Tag, Undo2, UserCheck } from 'lucide-react';
import { useState } from 'react';
import type { Rundown } from '#shared/contract/desk.ts';
import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';
import { KeyHint } from '../app/KeyHint.tsx';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { PinWordDialog } from '../price/PinWordDialog.tsx';
import { useTakeRests } from '../push/take-gap.ts';
import { HolderNotice } from '../several/HolderNotice.tsx';
import { useLiveShows } from '../several/live-shows.ts';
import { useHolder } from '../several/use-holder.ts';
import { useHubThere } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import { Tooltip } from '../ui/Tooltip.tsx';
import { type NumberedSlot, takeView } from './slot-view.ts';
import { useRundownActions } from './use-rundown-actions.ts';

/** The big button, what stands in its way, and the smaller moves beside it. */
export function TakeBar({
  rundown,
  numbered,
  onReprice,
}: {
  rundown: Rundown;
  numbered: readonly NumberedSlot[];
  onReprice: (productId: string) => void;
}) {
  const t = useWords('live');
  const actions = useRundownActions();
  const mayNot = useMayNot('show');
  const rests = useTakeRests();
  const { run, show } = rundown;
  const ts = useWords('several');
  const { others } = useHolder(run);
  const several = useLiveShows().some(({ showId }) => showId !== show.id);
  const { next, blocked, afterwards } = takeView(rundown, numbered);
  const current = numbered.find((each) => each.slot.id === run.onAirSlotId) ?? null;
  const repriced = current ?? next;
  const verb = run.state === 'planned' ? (run.kind === 'live' ? 'takeFirstLive' : 'takeFirst') : 'takeNext';
  return (
    <div className="shrink-0 px-4 pb-2.5">
      <div className="flex gap-2">
        <button
          type="button"
          data-testid="take-next"
          disabled={!next || blocked || mayNot !== null || others}
          aria-describedby={
            mayNot !== null ? 'take-may-not' : others ? 'take-held' : blocked ? 'take-blocked' : undefined
          }
          // Not `disabled`: the focus stays where it is for the second that it rests.
          aria-disabled={rests || undefined}
          onClick={() => next && actions.take(run, next.slot.id)}
          className="flex h-11 min-w-0 flex-1 items-center gap-3 rounded-md bg-strong px-4 text-base font-semibold text-strong-ink transition-opacity hover:opacity-90 disabled:cursor-not-allowed disabled:bg-raised disabled:text-faint disabled:hover:opacity-100 aria-disabled:opacity-60"
        >
          <span
            // Of several shows, whose take it is stands above, in a line of its own.
            className={cx('min-w-0 flex-1 text-left leading-tight', several ? 'truncate' : 'line-clamp-2')}
          >
            {next && several && (
              <span className="block truncate text-2xs font-normal opacity-80" data-testid="take-show">
                {ts('takeOfShow', { title: show.title })}
              </span>
            )}
            {next
              ? t(verb, { number: next.number, name: next.product.name })
              : t(numbered.length === 0 ? 'takeNoSlots' : 'takeNothing')}
          </span>
          <KeyHint command="take" />
        </button>
        <Tooltip text={t('backTip')}>
          <Button
            className="h-11"
            disabled={run.previousSlotIds.length === 0 || run.state === 'ended' || mayNot !== null || others}
            icon={<Undo2 size={15} aria-hidden />}
            onClick={() => actions.back(run)}
            data-testid="back"
          >
            {t('back')}
          </Button>
        </Tooltip>
        <Button
          className="h-11"
          disabled={!repriced || mayNot !== null}
          icon={<Tag size={15} aria-hidden />}
          onClick={() => repriced && onReprice(repriced.product.id)}
        >
          {t('reprice')}
        </Button>
      </div>
      <HolderNotice run={run} />
      {mayNot !== null && (
        <p id="take-may-not" className="mt-1.5 text-xs text-warn">
          {mayNot}
        </p>
      )}
      {mayNot === null && blocked && next && (
        <Blocked next={next} currency={show.currency} onReprice={onReprice} />
      )}
      {mayNot === null && !blocked && next && (
        <div className="mt-1.5 flex h-5 items-center gap-2 text-xs text-muted">
          <span className="shrink-0">{t('afterwards')}</span>
          <span className="min-w-0 flex-1 truncate">
            {afterwards.length === 0
              ? t('afterwardsNothing')
              : afterwards.map(({ number, product }) => `${number} ${product.name}`).join(' · ')}
          </span>
          <Tooltip text={t('skipNextTip', { number: next.number, name: next.product.name })}>
            <button
              type="button"
              onClick={() => actions.skip(next.slot.id, true)}
              className="flex shrink-0 items-center gap-1 rounded px-1.5 hover:bg-hover hover:text-text"
            >
              <SkipForward size={12} aria-hidden />
              {t('skipNext', { number: next.number })}
            </button>
          </Tooltip>
        </div>
      )}
    </div>
  );
}

/** Why the next product may not go on air yet, and the two ways out. */
function Blocked({
  next: { product, number, slot },
  currency,
  onReprice,
}: {
  next: NumberedSlot;
  currency: string;
  onReprice: (productId: string) => void;
}) {
  const t = useWords('live');
  const p = useWords('price');
  const act = useAct();
  const actions = useRundownActions();
  const hubThere = useHubThere();
  const [pin, setPin] = useState(false);
  return (
    <div className="mt-1.5 flex items-center gap-2 rounded-md bg-warn-tint px-2.5 py-1.5 text-xs">
      <p id="take-blocked" className="min-w-0 flex-1 text-warn">
        {t('takeBlocked', {
          number,
          price: formatFen(product.priceFen, currency),
          floor: formatFen(product.floorFen ?? 0, currency),
        })}
      </p>
      <Button size="sm" onClick={() => onReprice(product.id)}>
        {t('actionReprice')}
      </Button>
      <Tooltip text={t('confirmPriceTip')}>
        <Button
          size="sm"
          icon={<UserCheck size={13} aria-hidden />}
          onClick={() =>
            act(() => client.product.confirmPrice({ productId: product.id, priceFen: product.priceFen }))
          }
        >
          {t('confirmPrice')}
        </Button>
      </Tooltip>
      <Button
        size="sm"
        icon={<KeyRound size={13} aria-hidden />}
        disabled={!hubThere}
        data-testid="blocked-pin"
        onClick={() => setPin(true)}
      >
        {p('pinHere')}
      </Button>
      <Button size="sm" look="quiet" onClick={() => actions.skip(slot.id, true)}>
        {t('skipNext', { number })}
      </Button>
      {pin && (
        <PinWordDialog
          word={{
            name: 'product.confirm-price',
            input: { productId: product.id, priceFen: product.priceFen },
          }}
          what={`${product.name} ${formatFen(product.priceFen, currency)}`}
          onClose={() => setPin(false)}
        />
      )}
    </div>
  );
}
