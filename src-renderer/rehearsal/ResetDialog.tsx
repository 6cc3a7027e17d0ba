import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { RehearsalLeft } from '#shared/contract/rehearsal.ts';
import type { ShowId } from '#shared/sync/ids.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { client, orpc } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { useAct } from '../client/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { formatCount } from '../ui/format.ts';
import { TextInput } from '../ui/TextInput.tsx';
import { toast } from '../ui/toast.ts';
import { useUiWords } from '../ui/use-ui-words.ts';

const order = [
  ...(['orders', 'refunds', 'comments', 'samples', 'claims', 'drops', 'acts', 'batches'] as const),
  ...(['tickets', 'leases', 'questions', 'notes', 'copies', 'runs', 'slots'] as const),
] satisfies (keyof RehearsalLeft)[];

/** Says exactly what goes and what stays, and wants a word typed: what is cleared does not come back. */
export function ResetDialog({ showId, onClose }: { showId: ShowId; onClose: () => void }) {
  const t = useWords('rehearsal');
  const ui = useUiWords();
  const act = useAct();
  const language = useLanguage();
  const cache = useQueryClient();
  const fieldId = useId();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const query = useQuery({
    ...orpc.rehearsal.left.queryOptions({ input: { showId } }),
    ...{ refetchOnMount: 'always', retry: false, gcTime: 0 },
  });
  const left = query.isFetching ? undefined : query.data;
  const kinds = left ? order.filter((kind) => left[kind] > 0) : [];
  const word = t('resetWord');
  const ready = kinds.length > 0 && typed.trim().toLowerCase() === word;

  async function reset() {
    setBusy(true);
    const done = await act(() => client.rehearsal.reset({ showId }));
    setBusy(false);
    await cache.invalidateQueries({ queryKey: orpc.rehearsal.key() });
    if (!done) return;
    toast.ok(t('resetDone'));
    onClose();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t('resetTitle')}
      description={t('resetText')}
      testId="reset-dialog"
      footer={
        <>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button look="danger" disabled={!ready || busy} onClick={() => void reset()} data-testid="reset-do">
            {t('resetDo')}
          </Button>
        </>
      }
    >
      <h3 className="text-sm font-semibold">{t('resetCleared')}</h3>
      {query.isError && !query.isFetching ? (
        <p role="alert" className="mt-1 text-sm text-live">
          {t('countFailed', { why: describeError(query.error, language) })}
        </p>
      ) : left === undefined ? (
        <p className="mt-1 text-sm text-muted">{t('counting')}</p>
      ) : kinds.length === 0 ? (
        <p className="mt-1 text-sm text-muted">{t('resetNothing')}</p>
      ) : (
        <dl className="mt-1 grid grid-cols-[1fr_auto] gap-x-4 text-sm">
          {kinds.map((kind) => (
            <div key={kind} className="contents" data-testid="reset-count" data-kind={kind}>
              <dt className="text-muted">{t(`left_${kind}`)}</dt>
              <dd className="text-right" data-value={left[kind]}>
                {formatCount(left[kind])}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {kinds.length > 0 && <p className="mt-1 text-sm text-muted">{t('resetAlso')}</p>}
      <h3 className="mt-3 text-sm font-semibold">{t('resetStays')}</h3>
      <ul className="mt-1 list-disc pl-5 text-sm text-muted">
        <li>{t('resetStaysRundown')}</li>
        <li>{t('resetStaysLive')}</li>
        <li>{t('resetStaysDrops')}</li>
        <li>{t('resetStaysReports')}</li>
        <li>{t('resetStaysAudit')}</li>
      </ul>
      <label htmlFor={fieldId} className="mt-3 mb-1 block text-sm">
        {t('resetType', { word })}
      </label>
      <TextInput
        id={fieldId}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        data-testid="reset-word"
      />
    </Dialog>
  );
}
