import { useState } from 'react';
import { useLanguage, useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
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
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('pinAdd')}
      description={t('pinAddText')}
      testId="pin-add-dialog"
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit" form="pin-add-form" disabled={busy || name.trim() === ''}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form
        id="pin-add-form"
        noValidate
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
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
      </form>
    </Dialog>
  );
}
