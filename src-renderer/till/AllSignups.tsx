import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { MaskedSignup } from '#shared/contract/till.ts';
import { may } from '#shared/domain/roles.ts';
import { useWords } from '../app/i18n.ts';
import { useSync } from '../client/app-state.ts';
import { client, orpc } from '../client/client.ts';
import { useNowMs } from '../client/now.ts';
import { useAct } from '../client/use-act.ts';
import { timeText } from '../sync/age.ts';
import { useHubThere } from '../sync/use-sync.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { saveFile } from '../ui/save-file.ts';
import { toast } from '../ui/toast.ts';
import { Loaded } from './Loaded.tsx';

/** Everybody who has signed up, as the hub has them; the full numbers go into a sheet alone. */
export function AllSignups({ showId, onClose }: { showId: string; onClose: () => void }) {
  const t = useWords('till');
  const act = useAct();
  const nowMs = useNowMs();
  const hubThere = useHubThere();
  const role = useSync((sync) => sync.role);
  // Deletion is the owner's, as inviting and removing is.
  const mayRemove = role !== undefined && may(role, 'team');
  const [removing, setRemoving] = useState<MaskedSignup | null>(null);
  const query = useQuery({
    ...orpc.signup.list.queryOptions({ input: { showId } }),
    enabled: hubThere,
    gcTime: 0,
  });
  const total = query.data?.total ?? 0;
  const take = () =>
    act(async () => {
      const { fileName, csv, count } = await client.signup.export({ showId });
      saveFile(fileName, csv, 'text/csv');
      toast.ok(t('signupExported', { n: count }));
    });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="md"
      title={t('signupAllTitle')}
      description={t('signupAllText')}
      testId="all-signups"
      footer={
        <Button look="primary" disabled={total === 0 || !hubThere} data-testid="signup-export" onClick={take}>
          {t('signupExport', { n: total })}
        </Button>
      }
    >
      {!hubThere ? (
        <p className="hatched-faint rounded-md p-3 text-sm">
          <span className="rounded bg-panel px-1.5">{t('signupAway')}</span>
        </p>
      ) : (
        <Loaded query={query}>
          {({ signups }) =>
            signups.length === 0 ? (
              <p className="p-4 text-center text-sm text-muted">{t('signupAllNone')}</p>
            ) : (
              <ul>
                {signups.map((signup) => (
                  <li key={signup.id} className="flex items-center gap-3 border-b border-line py-1.5 text-sm">
                    <span className="min-w-0 flex-1 truncate font-semibold">{signup.name}</span>
                    <span className="text-muted">{signup.phone}</span>
                    <span className="w-40 truncate text-muted">{signup.deviceName}</span>
                    <time dateTime={signup.at} className="text-muted">
                      {timeText(Date.parse(signup.at), nowMs)}
                    </time>
                    {mayRemove && (
                      <Button size="sm" look="quiet" onClick={() => setRemoving(signup)}>
                        {t('signupRemove')}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      )}
      {removing && (
        <ConfirmDialog
          open
          onOpenChange={() => setRemoving(null)}
          title={t('signupRemoveTitle', { name: removing.name })}
          description={t('signupRemoveText')}
          confirmLabel={t('signupRemove')}
          look="danger"
          onConfirm={async () => {
            if (!(await act(() => client.signup.remove({ signupId: removing.id })))) return;
            toast.ok(t('signupRemoved'));
            await query.refetch();
          }}
        />
      )}
    </Dialog>
  );
}
