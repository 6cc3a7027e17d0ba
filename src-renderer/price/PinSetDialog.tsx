import { useState } from 'react';
import { useLanguage, useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { FormDialog } from '../ui/FormDialog.tsx';
import { toast } from '../ui/toast.ts';
import { PinField } from './PinField.tsx';
import { isPin } from './pin-form.ts';

type Fault = { readonly field: 'current' | 'pin' | 'again'; readonly text: string };

/** Sets or changes one's own PIN; the one before is asked for where there is one. */
export function PinSetDialog({ isSet, onClose }: { isSet: boolean; onClose: () => void }) {
  const t = useWords('price');
  const language = useLanguage();
  const [current, setCurrent] = useState('');
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const faultOf = (field: Fault['field']) => (fault?.field === field ? fault.text : undefined);

  async function save() {
    if (isSet && !isPin(current)) return setFault({ field: 'current', text: t('pinBad') });
    if (!isPin(pin)) return setFault({ field: 'pin', text: t('pinBad') });
    if (again !== pin) return setFault({ field: 'again', text: t('pinDiffers') });
    setBusy(true);
    try {
      await client.pin.set({ pin, current: isSet ? current : null });
      toast.ok(t('pinSaved'));
      onClose();
    } catch (error) {
      setFault({ field: isSet ? 'current' : 'pin', text: describeError(error, language) });
    } finally {
      setBusy(false);
    }
  }
  return (
    <FormDialog
      title={t(isSet ? 'pinChange' : 'pinSet')}
      description={t('pinOwnText')}
      testId="pin-set-dialog"
      submitLabel={t('save')}
      disabled={busy}
      onSubmit={save}
      onClose={onClose}
      className="flex flex-col gap-3"
    >
      {isSet && (
        <PinField label={t('pinCurrent')} value={current} onChange={setCurrent} error={faultOf('current')} />
      )}
      <PinField label={t('pinNew')} value={pin} onChange={setPin} error={faultOf('pin')} />
      <PinField label={t('pinRepeat')} value={again} onChange={setAgain} error={faultOf('again')} />
    </FormDialog>
  );
}
