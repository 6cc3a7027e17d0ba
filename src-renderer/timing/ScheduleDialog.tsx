import { useForm } from 'react-hook-form';
import { DANGER_SEC, type Slot, WARN_SEC } from '#shared/domain/rundown/slot.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { editRundown } from './frozen.ts';
import { planOfSchedule, type ScheduleForm, scheduleErrors, scheduleFormOf } from './schedule-form.ts';

/** Length, fixed start and alarms of one slot. `aroundMs`: when it would start by the forecast. */
export function ScheduleDialog({
  slot,
  name,
  aroundMs,
  onClose,
}: {
  slot: Slot;
  name: string;
  aroundMs: number;
  onClose: () => void;
}) {
  const t = useWords('timing');
  const act = useAct();
  const form = useForm<ScheduleForm>({ defaultValues: scheduleFormOf(slot) });
  const { errors, isSubmitting } = form.formState;
  const fields = [
    { field: 'planned', hint: t('plannedHint') },
    { field: 'start', hint: t('startHint') },
    { field: 'warn', hint: t('secHint', { n: WARN_SEC }) },
    { field: 'danger', hint: t('secHint', { n: DANGER_SEC }) },
  ] as const;
  const save = form.handleSubmit(async (values) => {
    const plan = planOfSchedule(values, aroundMs);
    if (!plan) return;
    const done = await act(() =>
      editRundown((confirmed) => client.rundown.plan({ slotId: slot.id, ...plan, confirmed })),
    );
    if (done) onClose();
  });
  return (
    <FormDialog
      title={t('scheduleTitle', { name })}
      testId="schedule-dialog"
      submitLabel={t('save')}
      disabled={isSubmitting}
      onSubmit={save}
      onClose={onClose}
      className="grid grid-cols-2 gap-x-4 gap-y-3 pt-2"
    >
      {fields.map(({ field, hint }) => {
        const wrong = errors[field] && scheduleErrors(form.getValues(), aroundMs)[field];
        return (
          <Field key={field} label={t(field)} hint={hint} error={wrong && t(wrong)}>
            {(control) => (
              <TextInput
                autoComplete="off"
                {...control}
                {...form.register(field, {
                  validate: (_, all) => scheduleErrors(all, aroundMs)[field] === undefined,
                })}
              />
            )}
          </Field>
        );
      })}
    </FormDialog>
  );
}
