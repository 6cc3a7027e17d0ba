import type { Run } from '#shared/domain/show/show.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { usePersonName } from './use-person-name.ts';

/** Asks before the take is taken from somebody who has not offered it. */
export function TakeOverDialog({
  runId,
  holder,
  away,
  onClose,
}: {
  runId: Run['id'];
  holder: NonNullable<Run['holder']>;
  away: boolean;
  onClose: () => void;
}) {
  const t = useWords('several');
  const act = useAct();
  const name = usePersonName()(holder.personName);
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t('takeOverTitle', { name })}
      description={t(away ? 'takeOverAway' : 'takeOverHere', { name })}
      confirmLabel={t('takeOverDo')}
      look="warn"
      testId="take-over"
      onConfirm={() => act(() => client.take.takeOver({ runId, from: holder.personId }))}
    />
  );
}
