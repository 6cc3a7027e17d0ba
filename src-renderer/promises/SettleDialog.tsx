import { useState } from 'react';
import type { PromiseEntry } from '#shared/contract/promise.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
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
  async function save() {
    setTried(true);
    if (missing) return;
    if (await act(() => client.promise.settle({ promiseId: promise.id, state, note: note.trim() })))
      onClose();
  }
  return (
    <FormDialog
      title={t(state === 'done' ? 'settleDoneTitle' : 'settleDropTitle')}
      description={promise.text}
      testId="promise-settle"
      submitLabel={t(state === 'done' ? 'done' : 'drop')}
      submitLook={state === 'done' ? 'primary' : 'warn'}
      submitTestId="promise-settle-save"
      onSubmit={save}
      onClose={onClose}
      className="flex flex-col gap-3"
    >
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
    </FormDialog>
  );
}
