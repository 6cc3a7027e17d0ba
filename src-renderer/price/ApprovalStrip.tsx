import { UserCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Rundown } from '#shared/contract/desk.ts';
import { useWords } from '../app/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { ApprovalItem } from './ApprovalItem.tsx';
import { ApprovalsDialog } from './ApprovalsDialog.tsx';
import { useApprovals } from './use-approvals.ts';

/** What waits for a second person: the oldest in full, and how many there are. */
export function ApprovalStrip({ rundown }: { rundown: Rundown }) {
  const t = useWords('price');
  const approvals = useApprovals(rundown.show.id);
  const [all, setAll] = useState(false);
  const [first] = approvals;
  const none = first === undefined;
  useEffect(() => {
    if (none) setAll(false);
  }, [none]);
  if (!first) return null;
  return (
    <section
      aria-label={t('approvalsTitle')}
      data-testid="approvals"
      className="mx-4 mb-1.5 shrink-0 rounded-md bg-warn-tint px-2.5 py-1.5 text-xs"
    >
      <ApprovalItem approval={first}>
        {approvals.length > 1 && (
          <Button
            size="sm"
            look="quiet"
            icon={<UserCheck size={13} aria-hidden />}
            onClick={() => setAll(true)}
            data-testid="approvals-all"
          >
            {t('approvals', { n: approvals.length })}
          </Button>
        )}
      </ApprovalItem>
      {all && <ApprovalsDialog approvals={approvals} onClose={() => setAll(false)} />}
    </section>
  );
}
