import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { platformWords } from '#renderer/sheets/platform-words.ts';
import { formatCount } from '#renderer/ui/format.ts';
import { Pill } from '#renderer/ui/Pill.tsx';
import { deliveryLooks, reasonWords } from './batch-looks.ts';
import type { PlannedRow } from './plan-outcome.ts';
import { useVariableName } from './use-variable-name.ts';

/** The list has nothing to press: it takes the focus itself, so that it can be scrolled by keyboard. */
const reachable = { tabIndex: 0 } as const;

export function PlanList({ deliveries }: { deliveries: readonly PlannedRow[] }) {
  const t = useWords('community');
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: deliveries.length,
    getScrollElement: () => box.current,
    getItemKey: (index) => deliveries[index]?.groupId ?? index,
    estimateSize: () => 130,
    overscan: 5,
  });
  return (
    <div ref={box} {...reachable} className="min-h-0 flex-1 overflow-y-auto">
      <ul
        aria-label={t('dryRun')}
        className="relative m-0 list-none p-0"
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = deliveries[index];
          if (!row) return null;
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              data-testid="plan-row"
              aria-setsize={deliveries.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0 border-b border-line px-3 py-2"
              style={{ transform: `translateY(${start}px)` }}
            >
              <PlanRow row={row} />
            </li>
          );
        })}
      </ul>
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
