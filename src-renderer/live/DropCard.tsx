import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import type { DropState } from '#shared/domain/drop/drop.states.ts';
import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';
import { dropValue } from '../drops/drop-value.ts';
import { RefusedDrop } from '../drops/RefusedDrop.tsx';
import { useRefusal } from '../drops/refused-drop.ts';
import { SyncMark } from '../sync/SyncMark.tsx';
import type { Mark } from '../sync/sync-view.ts';
import { cx } from '../ui/class-names.ts';
import { formatCount, formatDuration } from '../ui/format.ts';
import { Pill } from '../ui/Pill.tsx';
import { DisarmButton } from './DisarmButton.tsx';
import { DropActions } from './DropActions.tsx';
import { DropMenu } from './DropMenu.tsx';
import { DropProgress } from './DropProgress.tsx';
import type { DropView } from './drop-view.ts';

const tones = {
  planned: 'plain',
  armed: 'warn',
  countdown: 'warn',
  sending: 'warn',
  open: 'live',
  closed: 'ok',
  failed: 'warn',
  unknown: 'hatched',
  expired: 'hatched',
} as const satisfies Record<DropState, string>;

const borders = {
  planned: 'border-line',
  armed: 'border-warn',
  countdown: 'border-warn',
  sending: 'border-warn',
  open: 'border-live',
  closed: 'border-line',
  failed: 'border-line',
  unknown: 'border-line-strong hatched-faint',
  expired: 'border-line',
} as const satisfies Record<DropState, string>;

/** One drop: its worth, its state, and what can be done with it now. */
export function DropCard({
  view,
  mark,
  currency,
  offline,
  ended,
  dense,
  nameOf,
  onEdit,
}: {
  view: DropView;
  mark: Mark | null;
  currency: string;
  offline: boolean;
  ended: boolean;
  /** One of many: smaller, so that nine stand side by side. */
  dense: boolean;
  nameOf: (productId: string) => string | null;
  onEdit: (drop: Drop) => void;
}) {
  const t = useWords('live');
  const d = useWords('drops');
  const { drop, state, pending } = view;
  const money = (amount: number) => formatFen(amount, currency).replace(/\.00$/, '');
  const value = dropValue(drop, { t: d, money, nameOf });
  const over = state === 'closed';
  // Its reason takes the place of what is only good to know: the button below has to stay in sight.
  const refused = useRefusal(drop.id, state) !== null;
  const { audience } = drop;
  const meant =
    audience.to === 'members'
      ? d('forMembers', { levels: audience.levels.join('/') })
      : audience.to === 'fans'
        ? d('forFans', { n: audience.groupIds.length })
        : null;
  const planLine = [
    ...(meant === null ? [] : [meant]),
    d('planLine', {
      quota: formatCount(drop.quota),
      perBuyer: drop.perBuyer,
      time: formatDuration(drop.openSec),
    }),
  ].join(' · ');
  return (
    <li
      data-testid="drop-card"
      data-drop-id={drop.id}
      data-state={state}
      data-thing={drop.id}
      aria-label={drop.title}
      tabIndex={-1}
      className={cx(
        'flex flex-col gap-0.5 rounded-md border bg-raised',
        refused ? 'overflow-y-auto *:shrink-0' : 'overflow-hidden',
        dense && 'min-h-30 px-2.5 py-1.5',
        !dense && (refused ? 'w-120 shrink-0 px-3 py-1.5' : 'min-w-60 max-w-96 flex-1 px-3 py-2'),
        borders[state],
        pending && 'hatched-faint',
      )}
    >
      <div className="flex h-5.5 items-center gap-1.5">
        <span className="min-w-0 flex-1 truncate text-xs text-muted" title={drop.title}>
          {drop.title}
        </span>
        <SyncMark mark={mark} />
        <Pill tone={tones[state]}>{t(`dropState_${state}`)}</Pill>
        <DropMenu view={view} onEdit={onEdit} />
        {state === 'armed' && <DisarmButton view={view} disabled={offline} />}
      </div>
      <div
        className={cx(
          'truncate font-semibold leading-tight',
          dense || refused ? 'text-sm' : 'text-lg',
          over && 'text-muted',
        )}
        title={value}
      >
        {value}
      </div>
      {!(dense && over) && !refused && (
        <div className={cx('text-xs text-muted', dense ? 'line-clamp-2' : 'truncate')} title={planLine}>
          {planLine}
        </div>
      )}
      {!refused && <DropProgress view={view} money={money} offline={offline} />}
      <RefusedDrop id={drop.id} state={state} onEdit={() => onEdit(drop)} />
      <DropActions view={view} money={money} offline={offline} ended={ended} />
    </li>
  );
}
