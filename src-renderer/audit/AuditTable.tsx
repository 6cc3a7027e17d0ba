import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { AuditEntry } from '#shared/domain/audit/audit.schema.ts';
import { useWords } from '../app/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { formatDay } from '../ui/format.ts';
import { AuditRow, auditTracks } from './AuditRow.tsx';

/** Thousands of entries; only those in sight are drawn. */
export function AuditTable({
  entries,
  searchedTo,
  more,
  loading,
  onMore,
}: {
  entries: readonly AuditEntry[];
  searchedTo: string | null;
  more: boolean;
  loading: boolean;
  onMore: () => void;
}) {
  const t = useWords('audit');
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const [stop, setStop] = useState(0);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => box.current,
    getItemKey: (index) => entries[index]?.entry ?? index,
    estimateSize: () => 44,
    overscan: 8,
  });
  const drawn = virtual.getVirtualItems();
  const stopAt = drawn.some(({ index }) => index === stop) ? stop : drawn[0]?.index;
  function toggle(entry: number): void {
    const next = new Set(open);
    if (!next.delete(entry)) next.add(entry);
    setOpen(next);
  }
  return (
    <>
      <div className={`${auditTracks} shrink-0 border-b border-line py-1.5 text-xs text-muted`}>
        <span>{t('columnTime')}</span>
        <span>{t('columnWho')}</span>
        <span>{t('columnWhat')}</span>
        <span>{t('outcome')}</span>
      </div>
      <div ref={box} className="min-h-0 flex-1 overflow-y-auto" data-testid="audit-rows">
        <ul
          aria-label={t('audit')}
          className="relative m-0 list-none p-0"
          style={{ height: virtual.getTotalSize() }}
        >
          {drawn.map(({ index, key, start }) => {
            const entry = entries[index];
            if (!entry) return null;
            return (
              <li
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                data-testid="audit-row"
                data-name={entry.name}
                data-outcome={entry.outcome}
                aria-setsize={more ? -1 : entries.length}
                aria-posinset={index + 1}
                className="absolute inset-x-0 top-0 border-b border-line"
                style={{ transform: `translateY(${start}px)` }}
                onKeyDown={walk}
                onFocus={() => setStop(index)}
              >
                <AuditRow
                  entry={entry}
                  open={open.has(entry.entry)}
                  isStop={index === stopAt}
                  onToggle={() => toggle(entry.entry)}
                />
              </li>
            );
          })}
        </ul>
      </div>
      {more && (
        <footer className="flex shrink-0 items-center gap-3 border-t border-line px-3 py-1.5 text-xs text-muted">
          <span className="flex-1">
            {searchedTo !== null && t('searchedTo', { time: formatDay(Date.parse(searchedTo)) })}
          </span>
          <Button size="sm" disabled={loading} onClick={onMore} data-testid="audit-older">
            {loading ? t('loadingOlder') : t('older')}
          </Button>
        </footer>
      )}
    </>
  );
}

/** Arrow keys walk from row to row. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
  const row = event.currentTarget;
  const next = event.key === 'ArrowDown' ? row.nextElementSibling : row.previousElementSibling;
  event.preventDefault();
  next?.querySelector('button')?.focus();
}
