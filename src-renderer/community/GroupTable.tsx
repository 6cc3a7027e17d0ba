import { Bot, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { client } from '#renderer/client/client.ts';
import { useAct } from '#renderer/client/use-act.ts';
import { platformWords } from '#renderer/sheets/platform-words.ts';
import { SyncMark } from '#renderer/sync/SyncMark.tsx';
import type { Mark } from '#renderer/sync/sync-view.ts';
import { useMarks } from '#renderer/sync/use-sync.ts';
import { useMayNot } from '#renderer/team/use-may.ts';
import { ConfirmDialog } from '#renderer/ui/ConfirmDialog.tsx';
import { cx } from '#renderer/ui/class-names.ts';
import { formatCount } from '#renderer/ui/format.ts';
import { IconButton } from '#renderer/ui/IconButton.tsx';
import { stopIn, useVirtualList, VirtualRows } from '#renderer/ui/VirtualRows.tsx';
import type { Group } from '#shared/domain/group/group.schema.ts';

const tracks = 'grid grid-cols-[minmax(0,1.45fr)_3rem_minmax(0,1fr)_3rem] gap-x-3 px-3';

type ListedGroup = Group & { readonly pending: boolean };

/** Hundreds of groups; only those in sight are drawn. */
export function GroupTable({ groups }: { groups: readonly ListedGroup[] }) {
  const t = useWords('community');
  const act = useAct();
  const marks = useMarks();
  const mayNot = useMayNot('post');
  const [leaving, setLeaving] = useState<Group | null>(null);
  const [stop, setStop] = useState(0);
  const list = useVirtualList(groups, { keyOf: ({ id }) => id, heightOf: () => 46 });
  const stopAt = stopIn(list, stop);
  return (
    <>
      <div className={`${tracks} shrink-0 border-b border-line py-1.5 text-xs text-muted`}>
        <span>{t('columnGroup')}</span>
        <span className="text-right">{t('columnSize')}</span>
        <span>{t('columnTags')}</span>
        <span className="text-center">{t('columnRobot')}</span>
      </div>
      <div ref={list.box} className="min-h-0 flex-1 overflow-y-auto">
        <VirtualRows list={list} label={t('groups')} rowOf={() => ({ 'data-testid': 'group-row' })}>
          {(group, index) => (
            <GroupLine
              group={group}
              mark={marks([group.id], group.pending)}
              mayNot={mayNot}
              isStop={index === stopAt}
              onStop={() => setStop(index)}
              onRemove={() => setLeaving(group)}
            />
          )}
        </VirtualRows>
      </div>
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={(open) => !open && setLeaving(null)}
        title={t('removeGroupTitle', { name: leaving?.name ?? '' })}
        description={t('removeGroupText')}
        confirmLabel={t('remove')}
        look="danger"
        onConfirm={() => leaving && act(() => client.group.remove({ groupId: leaving.id }))}
      />
    </>
  );
}

/** Arrow keys walk from row to row. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
  const row = event.currentTarget.closest('li');
  const next = event.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
  event.preventDefault();
  next?.querySelector('button')?.focus();
}

function GroupLine({
  group,
  mark,
  mayNot,
  isStop,
  onStop,
  onRemove,
}: {
  group: Group;
  mark: Mark | null;
  mayNot: string | null;
  /** Whether Tab comes to this row. */
  isStop: boolean;
  onStop: () => void;
  onRemove: () => void;
}) {
  const t = useWords('community');
  const { name, owner, platform, size, tags, brand, hasRobot } = group;
  return (
    <div
      className={cx(
        'group relative items-center py-1.5',
        tracks,
        mark !== null && mark !== 'refused' && 'hatched-faint',
      )}
    >
      <div className="min-w-0">
        <p className="break-words font-medium leading-snug">
          {name} <SyncMark mark={mark} />
        </p>
        <p className="truncate text-xs text-muted">
          {owner || t('nobody')} · {t(platformWords[platform])}
        </p>
      </div>
      <span className="text-right">
        {size === null ? <span className="text-faint">—</span> : formatCount(size)}
      </span>
      <div className="min-w-0 text-xs">
        <p className="break-words">{tags.join(' · ')}</p>
        <p className="break-words text-muted">{brand}</p>
      </div>
      <span className="grid place-items-center" title={t(hasRobot ? 'robotYes' : 'robotNo')}>
        {hasRobot ? (
          <Bot size={15} aria-label={t('robotYes')} />
        ) : (
          <span className="text-xs text-faint">{t('robotNo')}</span>
        )}
      </span>
      <IconButton
        label={mayNot ?? t('removeGroup', { name })}
        data-thing={group.id}
        aria-disabled={mayNot !== null}
        className="absolute! right-1.5 bg-hover opacity-0 focus-visible:opacity-100 group-hover:opacity-100"
        tabIndex={isStop ? 0 : -1}
        onFocus={onStop}
        onKeyDown={walk}
        onClick={() => mayNot === null && onRemove()}
      >
        <Trash2 size={13} aria-hidden />
      </IconButton>
    </div>
  );
}
