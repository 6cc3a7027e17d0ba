import { useForm, useWatch } from 'react-hook-form';
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import { formatFen } from '#shared/domain/money.ts';
import type { RunKind, Show } from '#shared/domain/show/show.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { type EditOf, settleOpEdit } from '../sync/op-edit.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { formatCount, parseFen } from '../ui/format.ts';
import { TextInput } from '../ui/TextInput.tsx';
import { useUiWords } from '../ui/use-ui-words.ts';
import {
  type DropForm,
  dropFormErrors,
  dropFormOf,
  formRiskFen,
  parseThreshold,
  planOf,
} from './drop-form.ts';

const fields = [
  { name: 'amount', label: 'dropAmount', error: 'dropErrAmount', hint: null, after: null },
  {
    name: 'threshold',
    label: 'dropThreshold',
    error: 'dropErrThreshold',
    hint: 'dropThresholdHint',
    after: null,
  },
  { name: 'quota', label: 'dropQuota', error: 'dropErrQuota', hint: null, after: 'pieces' },
  { name: 'perBuyer', label: 'dropPerBuyer', error: 'dropErrPerBuyer', hint: null, after: 'pieces' },
  { name: 'openSec', label: 'dropOpenSec', error: 'dropErrOpen', hint: null, after: 'seconds' },
] as const;

/** Plans a coupon drop, or edits one that has not gone out. */
export function DropDialog({
  show,
  runKind,
  drop,
  asked,
  onClose,
}: {
  show: Show;
  runKind: RunKind;
  drop: Drop | null;
  /** A refused plan or edit that this one takes the place of: the form begins with what it asked for. */
  asked: EditOf<'drop.plan'> | EditOf<'drop.edit'> | null;
  onClose: () => void;
}) {
  const t = useWords('live');
  const ui = useUiWords();
  const act = useAct();
  const begun = asked?.input ?? drop;
  const form = useForm<DropForm>({ defaultValues: dropFormOf(begun) });
  const { errors, isSubmitting } = form.formState;
  const values = { ...dropFormOf(begun), ...useWatch({ control: form.control }) };
  const money = (amount: number) => formatFen(amount, show.currency).replace(/\.00$/, '');
  const symbol = formatFen(0, show.currency).replace('0.00', '').trim();
  const riskFen = formRiskFen(values);
  const amountFen = parseFen(values.amount);
  const thresholdFen = parseThreshold(values.threshold);
  const autoTitle =
    amountFen === null
      ? '…'
      : thresholdFen
        ? t('dropOffThreshold', { threshold: money(thresholdFen), amount: money(amountFen) })
        : t('dropOffAny', { amount: money(amountFen) });
  const save = form.handleSubmit(async (submitted) => {
    const plan = planOf(submitted, autoTitle);
    const done = await act(() =>
      drop
        ? client.drop.edit({ dropId: drop.id, ...plan })
        : client.drop.plan({ showId: show.id, runKind, ...plan }),
    );
    if (!done) return;
    onClose();
    if (asked) await act(() => settleOpEdit(asked.opId));
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(drop ? 'dropDialogEdit' : 'dropDialogNew')}
      testId="drop-dialog"
      footer={
        <>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button look="primary" type="submit" form="drop-form" disabled={isSubmitting}>
            {t(drop ? 'save' : 'create')}
          </Button>
        </>
      }
    >
      <form id="drop-form" onSubmit={save} noValidate className="grid grid-cols-2 gap-x-4 gap-y-3 pt-2">
        {fields.map(({ name, label, error, hint, after }) => (
          <Field key={name} label={t(label)} hint={hint && t(hint)} error={errors[name] && t(error)}>
            {(control) => (
              <TextInput
                inputMode="decimal"
                autoComplete="off"
                {...(after ? { after: t(after) } : { before: symbol })}
                {...control}
                {...form.register(name, { validate: (_, all) => !dropFormErrors(all).has(name) })}
              />
            )}
          </Field>
        ))}
        <Field label={t('dropTitle')} hint={t('dropTitleHint', { title: autoTitle })}>
          {(control) => (
            <TextInput maxLength={100} autoComplete="off" {...control} {...form.register('title')} />
          )}
        </Field>
        <p
          role="status"
          className={`col-span-2 rounded-md px-3 py-2 text-sm ${riskFen ? 'bg-warn-tint font-semibold text-warn' : 'bg-raised text-muted'}`}
        >
          {riskFen && amountFen !== null
            ? t('dropAtRisk', {
                amount: money(riskFen),
                quota: formatCount(riskFen / amountFen),
                each: money(amountFen),
              })
            : t('dropAtRiskNone')}
        </p>
      </form>
    </Dialog>
  );
}
