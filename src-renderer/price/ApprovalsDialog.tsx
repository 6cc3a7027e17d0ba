import type { WaitingApproval } from '#shared/contract/price.ts';
import { useWords } from '../app/i18n.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ApprovalItem } from './ApprovalItem.tsx';

/** All that waits for a second person, each with its answer. */
export function ApprovalsDialog({
  approvals,
  onClose,
}: {
  approvals: readonly WaitingApproval[];
  onClose: () => void;
}) {
  const t = useWords('price');
  const shows = new Set(approvals.map(({ showId }) => showId));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('approvalsTitle')}
      width="md"
      testId="approvals-dialog"
    >
      <ul className="m-0 flex list-none flex-col gap-2.5 p-0 text-sm">
        {approvals.map((approval) => (
          <li key={approval.id}>
            <ApprovalItem approval={approval} withShow={shows.size > 1} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
