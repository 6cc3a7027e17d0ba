import { type FormEvent, useState } from 'react';
import type { PromiseEntry } from '#shared/contract/promise.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { TextInput } from '../ui/TextInput.tsx';

/** What became of it. A promise that is dropped says why. */
export function SettleDialog({
  promise,
  state,
  onClose,
}: {
  promise: PromiseEntry;
  state: 'done' | 'dropped';
  onClose: () => void;
}) {
  const t = useWords('promises');
  const act = useAct();
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const missing = state === 'dropped' && note.trim() === '';
  async function save(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (missing) return;
    if (await act(() => client.promise.settle({ promiseId: promise.id, state, note: note.trim() })))
      onClose();
  }
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={t(state === 'done' ? 'settleDoneTitle' : 'settleDropTitle')}
      description={promise.text}
      testId="promise-settle"
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            type="submit"
            form="promise-settle-form"
            look={state === 'done' ? 'primary' : 'warn'}
            data-testid="promise-settle-save"
          >
            {t(state === 'done' ? 'done' : 'drop')}
          </Button>
        </>
      }
    >
      <form id="promise-settle-form" onSubmit={(event) => void save(event)} className="flex flex-col gap-3">
        <Field
          label={t(state === 'done' ? 'settleNote' : 'settleDropNote')}
          error={tried && missing ? t('needsReason') : undefined}
        >
          {(control) => (
            <TextInput
              {...control}
              autoFocus
              maxLength={300}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
