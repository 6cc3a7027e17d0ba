import { useState } from 'react';
import type { z } from 'zod';
import type { tillLeaseSchema } from '#shared/contract/till.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { toast } from '../ui/toast.ts';

type TillLease = z.infer<typeof tillLeaseSchema>;

/** What other tills have taken. Those who plan the show can reclaim it from a device that is lost. */
export function OtherTills({ leases }: { leases: readonly TillLease[] }) {
  const t = useWords('till');
  const act = useAct();
  const mayReclaim = useMayNot('show') === null;
  const [asked, setAsked] = useState<TillLease | null>(null);
  if (leases.length === 0) return <p className="m-auto p-4 text-sm text-muted">{t('otherTillsNone')}</p>;
  return (
    <>
      <ul className="min-h-0 flex-1 overflow-y-auto">
        {leases.map((lease) => (
          <li
            key={lease.id}
            data-testid="other-lease"
            className="flex items-center gap-2 border-b border-line px-3 py-1.5 text-sm"
          >
            <p className="min-w-0 flex-1">
              <span className="block break-words font-semibold">{lease.productName}</span>
              <span className="text-xs text-muted">
                {lease.deviceName} · {t('otherLeft', { n: lease.left })}
              </span>
            </p>
            {mayReclaim && lease.left > 0 && (
              <Button size="sm" look="quiet" onClick={() => setAsked(lease)}>
                {t('reclaim')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asked && (
        <ConfirmDialog
          open
          onOpenChange={() => setAsked(null)}
          title={t('reclaimTitle', { till: asked.deviceName, name: asked.productName })}
          description={t('reclaimText')}
          confirmLabel={t('reclaimDo', { n: asked.left })}
          look="warn"
          onConfirm={async () => {
            if (await act(() => client.lease.reclaim({ leaseId: asked.id }))) toast.ok(t('reclaimed'));
          }}
        />
      )}
    </>
  );
}
