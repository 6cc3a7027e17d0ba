import { EllipsisVertical } from 'lucide-react';
import type { Slot } from '#shared/domain/rundown/slot.schema.ts';
import { useWords } from '../app/i18n.ts';
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import type { RowAction } from './row-action.ts';

const buttonLook =
  'grid size-6.5 place-items-center self-start rounded-md text-faint opacity-0 hover:bg-hover hover:text-text focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 aria-expanded:opacity-100';

/** A row's actions. The menu itself exists only while it is open: two hundred closed ones would be a weight. */
export function RowMenu({
  slot,
  name,
  onAir,
  armed,
  ended,
  open,
  onOpenChange,
  onAction,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  slot: Slot;
  name: string;
  onAir: boolean;
  armed: boolean;
  ended: boolean;
  onAction: (action: RowAction) => void;
}) {
  const t = useWords('live');
  const timing = useWords('timing');
  const button = (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={open}
      aria-label={t('rowMenu', { name })}
      className={buttonLook}
      {...(open ? {} : { onClick: () => onOpenChange(true) })}
    >
      <EllipsisVertical size={15} aria-hidden />
    </button>
  );
  if (!open) return button;
  const skipped = slot.state === 'skipped';
  return (
    <Menu trigger={button} open onOpenChange={onOpenChange} label={t('rowMenu', { name })}>
      <MenuItem disabled={onAir || ended} onSelect={() => onAction('take')}>
        {t('actionTake')}
      </MenuItem>
      <MenuItem disabled={onAir || ended} hint="Enter" onSelect={() => onAction(armed ? 'disarm' : 'arm')}>
        {t(armed ? 'actionDisarm' : 'actionArm')}
      </MenuItem>
      <MenuItem disabled={onAir} onSelect={() => onAction(skipped ? 'unskip' : 'skip')}>
        {t(skipped ? 'actionUnskip' : 'actionSkip')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem hint="Alt ↑" onSelect={() => onAction('up')}>
        {t('actionMoveUp')}
      </MenuItem>
      <MenuItem hint="Alt ↓" onSelect={() => onAction('down')}>
        {t('actionMoveDown')}
      </MenuItem>
      <MenuItem hint="F2" onSelect={() => setTimeout(() => onAction('edit-plan'), 50)}>
        {t('actionPlan')}
      </MenuItem>
      <MenuItem onSelect={() => onAction('schedule')}>{timing('schedule')}</MenuItem>
      <MenuItem onSelect={() => onAction('reprice')}>{t('actionReprice')}</MenuItem>
      <MenuItem onSelect={() => onAction('second-slot')}>{t('actionSecondSlot')}</MenuItem>
      <MenuSeparator />
      <MenuItem danger disabled={onAir} onSelect={() => onAction('remove')}>
        {t('actionRemove')}
      </MenuItem>
    </Menu>
  );
}
