import { useForm } from 'react-hook-form';
import type { Show } from '#shared/domain/show/show.schema.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { type EditOf, settleOpEdit } from '../sync/op-edit.ts';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { parseFen } from '../ui/format.ts';
import { controlLook, TextInput } from '../ui/TextInput.tsx';
import { toast } from '../ui/toast.ts';
import { useWords } from './i18n.ts';
import { currencies, formOf, type ShowForm, showFields } from './show-form.ts';
import { setPreferences } from './use-appearance.ts';

/** Creates a show, or edits the given one. */
export function ShowDialog({
  show,
  asked = null,
  onClose,
}: {
  show: Show | null;
  /** A refused op that this one takes the place of: the form begins with what it asked for. */
  asked?: EditOf<'show.create'> | EditOf<'show.edit'> | null;
  onClose: () => void;
}) {
  const t = useWords('app');
  const act = useAct();
  const form = useForm<ShowForm>({ defaultValues: formOf(asked ? { ...show, ...asked.input } : show) });
  const { errors, isSubmitting } = form.formState;
  const save = form.handleSubmit(async (values) => {
    const done = await act(async () => {
      if (show) {
        await client.show.edit({ showId: show.id, ...showFields(values) });
        return;
      }
      const { showId } = await client.show.create({ currency: values.currency, ...showFields(values) });
      await setPreferences({ currentShowId: showId });
      toast.ok(t('createdShow', { title: values.title.trim() }));
    });
    if (!done) return;
    onClose();
    if (asked) await act(() => settleOpEdit(asked.opId));
  });
  return (
    <FormDialog
      title={t(show ? 'showDialogEdit' : 'showDialogNew')}
      testId="show-dialog"
      submitLabel={t(show ? 'save' : 'create')}
      disabled={isSubmitting}
      onSubmit={save}
      onClose={onClose}
      className="grid grid-cols-2 gap-x-4 gap-y-3 pt-2"
    >
      <Field label={t('fieldTitle')} error={errors.title && t('errorTitle')} className="col-span-2">
        {(control) => (
          <TextInput
            {...control}
            {...form.register('title', { validate: (text) => /\S/.test(text) && text.length <= 200 })}
            autoComplete="off"
          />
        )}
      </Field>
      <Field label={t('fieldStartsAt')}>
        {(control) => <TextInput type="datetime-local" {...control} {...form.register('startsAt')} />}
      </Field>
      <Field label={t('fieldEndsAt')} error={errors.endsAt && t('errorEnd')}>
        {(control) => (
          <TextInput
            type="datetime-local"
            {...control}
            {...form.register('endsAt', {
              validate: (end, { startsAt }) => end === '' || startsAt === '' || end > startsAt,
            })}
          />
        )}
      </Field>
      <Field label={t('fieldTarget')} error={errors.target && t('errorMoney')}>
        {(control) => (
          <TextInput
            inputMode="decimal"
            {...control}
            {...form.register('target', {
              validate: (text) => text.trim() === '' || parseFen(text) !== null,
            })}
          />
        )}
      </Field>
      <Field label={t('fieldHost')}>
        {(control) => <TextInput maxLength={60} {...control} {...form.register('hostName')} />}
      </Field>
      {!show && (
        <Field label={t('fieldCurrency')}>
          {(control) => (
            <select className={controlLook} {...control} {...form.register('currency')}>
              {currencies.map((currency) => (
                <option key={currency}>{currency}</option>
              ))}
            </select>
          )}
        </Field>
      )}
    </FormDialog>
  );
}
