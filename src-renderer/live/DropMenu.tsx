import { EllipsisVertical } from 'lucide-react';
import { useState } from 'react';
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { useMayNot } from '../team/use-may.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import type { DropView } from './drop-view.ts';

/** Editing and removing, while the drop has not gone out. */
export function DropMenu({
  view: { drop, state },
  onEdit,
}: {
  view: DropView;
  onEdit: (drop: Drop) => void;
}) {
  const t = useWords('live');
  const act = useAct();
  const mayNot = useMayNot('drop');
  const [asking, setAsking] = useState(false);
  if (mayNot !== null) return null;
  if (state !== 'planned' && state !== 'expired' && state !== 'failed') return null;
  return (
    <>
      <Menu
        label={t('dropMenu', { title: drop.title })}
        trigger={
          <button
            type="button"
            aria-label={t('dropMenu', { title: drop.title })}
            className="-mr-1.5 grid size-5.5 shrink-0 place-items-center rounded-md text-faint hover:bg-hover hover:text-text"
          >
            <EllipsisVertical size={14} aria-hidden />
          </button>
        }
      >
        <MenuItem onSelect={() => onEdit(drop)}>{t('dropEdit')}</MenuItem>
        <MenuItem danger onSelect={() => setAsking(true)}>
          {t('dropRemove')}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('dropRemoveTitle', { title: drop.title })}
        description={t('dropRemoveText')}
        confirmLabel={t('dropRemoveConfirm')}
        look="danger"
        onConfirm={() => act(() => client.drop.remove({ dropId: drop.id }))}
      />
    </>
  );
}
