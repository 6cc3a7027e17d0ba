import { type KeyboardEvent, useState } from 'react';
import type { AuditEntry } from '#shared/domain/audit/audit.schema.ts';
import { useWords } from '../app/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { formatDay } from '../ui/format.ts';
import { stopIn, useVirtualList, VirtualRows } from '../ui/VirtualRows.tsx';
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
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const [stop, setStop] = useState(0);
  const list = useVirtualList(entries, { keyOf: ({ entry }) => entry, heightOf: () => 44 });
  const stopAt = stopIn(list, stop);
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
      <div ref={list.box} className="min-h-0 flex-1 overflow-y-auto" data-testid="audit-rows">
        <VirtualRows
          list={list}
          label={t('audit')}
          rowOf={({ name, outcome }, index) => ({
            ...{ 'data-testid': 'audit-row', 'data-name': name, 'data-outcome': outcome },
            ...(more ? { 'aria-setsize': -1 } : {}),
            onKeyDown: walk,
            onFocus: () => setStop(index),
          })}
        >
          {(entry, index) => (
            <AuditRow
              entry={entry}
              open={open.has(entry.entry)}
              isStop={index === stopAt}
              onToggle={() => toggle(entry.entry)}
            />
          )}
        </VirtualRows>
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
