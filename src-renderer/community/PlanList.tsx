import { useWords } from '#renderer/app/i18n.ts';
import { platformWords } from '#renderer/sheets/platform-words.ts';
import { formatCount } from '#renderer/ui/format.ts';
import { Pill } from '#renderer/ui/Pill.tsx';
import { useVirtualList, VirtualRows } from '#renderer/ui/VirtualRows.tsx';
import { deliveryLooks, reasonWords } from './batch-looks.ts';
import type { PlannedRow } from './plan-outcome.ts';
import { useVariableName } from './use-variable-name.ts';

/** The list has nothing to press: it takes the focus itself, so that it can be scrolled by keyboard. */
const reachable = { tabIndex: 0 } as const;

export function PlanList({ deliveries }: { deliveries: readonly PlannedRow[] }) {
  const t = useWords('community');
  const list = useVirtualList(deliveries, {
    keyOf: ({ groupId }) => groupId,
    heightOf: () => 130,
    overscan: 5,
  });
  return (
    <div ref={list.box} {...reachable} className="min-h-0 flex-1 overflow-y-auto">
      <VirtualRows
        list={list}
        label={t('dryRun')}
        rowOf={() => ({ 'data-testid': 'plan-row', className: 'px-3 py-2' })}
      >
        {(row) => <PlanRow row={row} />}
      </VirtualRows>
    </div>
  );
}

function PlanRow({ row }: { row: PlannedRow }) {
  const t = useWords('community');
  const variableName = useVariableName();
  const { groupName, owner, platform, state, reason, text, bytes, unfilled } = row;
  return (
    <div className="grid grid-cols-[minmax(0,14rem)_minmax(0,1fr)] gap-x-4">
      <div className="min-w-0">
        <p className="break-words font-medium leading-snug">{groupName}</p>
        <p className="text-xs text-muted">
          {owner || t('nobody')} · {t(platformWords[platform])}
        </p>
        <p className="mt-1">
          <Pill tone={state === 'by-hand' ? 'warn' : 'plain'}>
            {t(state === 'queued' ? 'stateWillSend' : deliveryLooks[state].word)}
          </Pill>
        </p>
      </div>
      <div className="min-w-0">
        <p className="whitespace-pre-wrap break-words text-sm leading-relaxed">{text}</p>
        <p className="text-xs text-faint">
          {t('bytes', { bytes: formatCount(bytes) })}
          {reason !== null && <span className="ml-2 text-warn">{t(reasonWords[reason])}</span>}
          {unfilled.length > 0 && (
            <span className="ml-2 text-live">
              {t('unfilledNames', { names: unfilled.map(variableName).join(t('listSeparator')) })}
            </span>
          )}
        </p>
      </div>
    </div>
  );
}
