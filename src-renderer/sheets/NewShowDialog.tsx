import { useWords } from '#renderer/app/i18n.ts';
import { currencies } from '#renderer/app/show-form.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { Select } from '#renderer/ui/Select.tsx';
import { TextInput } from '#renderer/ui/TextInput.tsx';
import { formFaults, type NewShowForm } from './import-target.ts';

/** The new show's details, filled in from the sheet's title rows. */
export function NewShowDialog({
  open,
  onOpenChange,
  form,
  onChange,
  onReset,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  form: NewShowForm;
  onChange: (form: NewShowForm) => void;
  onReset: () => void;
}) {
  const t = useWords('sheets');
  const faults = formFaults(form);
  const set = (part: Partial<NewShowForm>) => onChange({ ...form, ...part });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('targetNewShow')}
      footer={
        <>
          <Button look="quiet" onClick={onReset}>
            {t('targetReset')}
          </Button>
          <Button look="primary" onClick={() => onOpenChange(false)}>
            {t('done')}
          </Button>
        </>
      }
    >
      <form
        className="grid grid-cols-2 gap-3 pt-2"
        onSubmit={(event) => {
          event.preventDefault();
          onOpenChange(false);
        }}
      >
        <Field label={t('targetTitle')} className="col-span-2" error={faults.title && t(faults.title)}>
          {(control) => (
            <TextInput
              {...control}
              maxLength={200}
              value={form.title}
              onChange={(event) => set({ title: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('targetStart')}>
          {(control) => (
            <TextInput
              {...control}
              type="datetime-local"
              value={form.start}
              onChange={(event) => set({ start: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('targetEnd')} error={faults.end && t(faults.end)}>
          {(control) => (
            <TextInput
              {...control}
              type="datetime-local"
              value={form.end}
              onChange={(event) => set({ end: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('targetAmount')} error={faults.target && t(faults.target)}>
          {(control) => (
            <TextInput
              {...control}
              inputMode="decimal"
              value={form.target}
              onChange={(event) => set({ target: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('targetCurrency')}>
          {(control) => (
            <Select
              {...control}
              value={form.currency}
              onChange={(currency) => set({ currency })}
              options={currencies.map((currency): { value: string; label: string } => ({
                value: currency,
                label: currency,
              }))}
            />
          )}
        </Field>
        <Field label={t('targetHost')} className="col-span-2">
          {(control) => (
            <TextInput
              {...control}
              maxLength={60}
              value={form.host}
              onChange={(event) => set({ host: event.target.value })}
            />
          )}
        </Field>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
