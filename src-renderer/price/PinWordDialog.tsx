import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { PinWord } from '#shared/contract/pin.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { client, orpc } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { toast } from '../ui/toast.ts';
import { PinField } from './PinField.tsx';
import { isPin } from './pin-form.ts';

/** A second person chooses their name and enters their own PIN on this console. */
export function PinWordDialog({ word, what, onClose }: { word: PinWord; what: string; onClose: () => void }) {
  const t = useWords('price');
  const language = useLanguage();
  const navigate = useNavigate();
  const query = useQuery(orpc.pin.people.queryOptions({ staleTime: 0 }));
  const people = (query.data ?? []).filter(({ self, hasPin, confirms }) => !self && hasPin && confirms);
  const [chosen, setChosen] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const personId = chosen ?? people[0]?.personId ?? null;

  async function confirm() {
    if (personId === null) return;
    if (!isPin(pin)) {
      setError(t('pinBad'));
      return;
    }
    setBusy(true);
    try {
      await client.pin.word({ personId, pin, word });
      toast.ok(t('confirmed'));
      onClose();
    } catch (failure) {
      setError(describeError(failure, language));
      setPin('');
    } finally {
      setBusy(false);
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('pinTitle')}
      description={what}
      testId="pin-dialog"
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          {people.length > 0 ? (
            <Button look="primary" disabled={busy} onClick={() => void confirm()} data-testid="pin-confirm">
              {t('confirm')}
            </Button>
          ) : (
            <Button look="primary" onClick={() => void navigate('/settings')}>
              {t('pinGoSettings')}
            </Button>
          )}
        </>
      }
    >
      {query.isPending ? (
        <Spinner />
      ) : query.isError ? (
        <p role="alert" className="text-sm text-warn">
          {describeError(query.error, language)}
        </p>
      ) : people.length === 0 ? (
        <p className="text-sm" data-testid="pin-nobody">
          {t('pinNobody')}
        </p>
      ) : (
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            void confirm();
          }}
        >
          <p className="text-sm text-muted">{t('pinText')}</p>
          <Field label={t('pinWho')}>
            {(control) => (
              <Select
                value={personId ?? ''}
                onChange={setChosen}
                options={people.map((each) => ({ value: each.personId, label: each.personName }))}
                {...control}
              />
            )}
          </Field>
          <PinField
            label={t('pin')}
            value={pin}
            onChange={(value) => {
              setPin(value);
              setError(null);
            }}
            error={error ?? undefined}
          />
        </form>
      )}
    </Dialog>
  );
}
