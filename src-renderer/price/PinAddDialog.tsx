import { useState } from 'react';
import { useLanguage, useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { PinField } from './PinField.tsx';
import { isPin } from './pin-form.ts';

/** The owner names somebody without a console, who enters a PIN of their own. */
export function PinAddDialog({ onClose }: { onClose: () => void }) {
  const t = useWords('price');
  const language = useLanguage();
  const [name, setName] = useState('');
  const [pin, setPin] = useState('');
  const [fault, setFault] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);

  async function save() {
    if (name.trim() === '') return;
    if (!isPin(pin)) return setFault(t('pinBad'));
    setBusy(true);
    try {
      await client.pin.add({ personName: name.trim(), pin });
      onClose();
    } catch (error) {
      setFault(describeError(error, language));
    } finally {
      setBusy(false);
    }
  }
  return (
    <FormDialog
      title={t('pinAdd')}
      description={t('pinAddText')}
      testId="pin-add-dialog"
      submitLabel={t('save')}
      disabled={busy || name.trim() === ''}
      onSubmit={save}
      onClose={onClose}
      className="flex flex-col gap-3"
    >
      <Field label={t('pinName')}>
        {(control) => (
          <TextInput
            autoComplete="off"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
            {...control}
          />
        )}
      </Field>
      <PinField label={t('pin')} value={pin} onChange={setPin} error={fault} />
    </FormDialog>
  );
}
