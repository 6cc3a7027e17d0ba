import { Ban, Check, ChevronRight, CircleDot, CornerDownRight, Undo2 } from 'lucide-react';
import { Fragment } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { cx } from '#renderer/ui/class-names.ts';
import { IconButton } from '#renderer/ui/IconButton.tsx';
import { CellView } from './CellView.tsx';
import { useCheck } from './check-context.ts';
import { isShown } from './open-problems.ts';
import { ProblemLine } from './ProblemLine.tsx';
import { RowDetails } from './RowDetails.tsx';
import { leaveOut, type SheetRow } from './sheet-answers.ts';
import { gridTracks, standsOff } from './table-columns.ts';

/** A row as it will be, its problems in words below it, and its details when they are open. */
export function RowLine({ row }: { row: SheetRow }) {
  const t = useWords('sheets');
  const { columns, details, showDetails, settle, say } = useCheck();
  const open = details?.rowKey === row.rowKey;
  const out = row.state === 'excluded' || row.state === 'skipped';
  const shown = out && row.state === 'excluded' ? [] : row.problems.filter(isShown);
  return (
    <>
      <div
        role="presentation"
        className={cx('grid items-center gap-x-2 px-2 py-1', out && 'text-faint opacity-70')}
        style={{ gridTemplateColumns: gridTracks(columns) }}
      >
        <div className="flex items-center gap-1">
          <button
            type="button"
            aria-expanded={open}
            aria-label={t('details', { row: row.row })}
            onClick={() => showDetails(open ? null : row.rowKey)}
            className="flex items-center gap-0.5 rounded-sm py-0.5 pr-1 text-muted hover:bg-hover hover:text-text"
          >
            <ChevronRight size={13} className={cx(open && 'rotate-90')} aria-hidden />
            <span className="w-6 text-right">{row.row}</span>
          </button>
          <RowState row={row} />
        </div>
        {columns.map(({ field, also, end, oneLine }, index) => (
          <div
            key={field}
            className={cx(
              'min-w-0',
              end && 'text-right',
              standsOff(columns, index) && 'pl-2',
              oneLine && 'flex items-baseline gap-1.5',
            )}
          >
            <CellView row={row} field={field} oneLine={oneLine} />
            {also.map((one) => (
              <Fragment key={one}>
                {' '}
                <CellView row={row} field={one} quiet oneLine={oneLine} />
              </Fragment>
            ))}
          </div>
        ))}
        {row.state === 'excluded' ? (
          <IconButton label={t('takeRowBack')} onClick={() => say((all) => leaveOut(all, row.rowKey, false))}>
            <Undo2 size={14} aria-hidden />
          </IconButton>
        ) : (
          <IconButton
            label={t('leaveRowOut')}
            onClick={() => settle(row.rowKey, (all) => leaveOut(all, row.rowKey, true))}
          >
            <Ban size={14} aria-hidden />
          </IconButton>
        )}
      </div>
      {shown.length > 0 && (
        <div className="mr-2 mb-1 ml-9 flex flex-col">
          {shown.map((problem) => (
            <ProblemLine key={problem.key} row={row} problem={problem} />
          ))}
        </div>
      )}
      {open && <RowDetails row={row} first={details.field} />}
    </>
  );
}

const states = {
  ready: { icon: Check, word: 'stateReady', look: 'text-ok' },
  blocked: { icon: CircleDot, word: 'stateBlocked', look: 'text-warn' },
  excluded: { icon: Ban, word: 'stateExcluded', look: 'text-faint' },
  skipped: { icon: Ban, word: 'stateSkipped', look: 'text-faint' },
} as const;

function RowState({ row }: { row: SheetRow }) {
  const t = useWords('sheets');
  const slot = row.state === 'ready' && 'becomes' in row && row.becomes === 'slot';
  const {
    icon: Icon,
    word,
    look,
  } = slot ? { icon: CornerDownRight, word: 'stateSlot' as const, look: 'text-ok' } : states[row.state];
  return (
    <span title={t(word)} className={look}>
      <Icon size={14} aria-label={t(word)} />
    </span>
  );
}
