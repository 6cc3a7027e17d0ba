import { X } from 'lucide-react';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { IconButton } from '../ui/IconButton.tsx';
import type { DropView } from './drop-view.ts';

/** Takes an armed drop back to its plan. */
export function DisarmButton({ view: { drop, revision }, disabled }: { view: DropView; disabled: boolean }) {
  const t = useWords('live');
  const act = useAct();
  return (
    <IconButton
      label={t('dropDisarm')}
      data-testid="drop-disarm"
      disabled={disabled}
      className="-mr-1.5 size-5.5"
      onClick={() => act(() => client.drop.disarm({ dropId: drop.id, revision }))}
    >
      <X size={14} aria-hidden />
    </IconButton>
  );
}
