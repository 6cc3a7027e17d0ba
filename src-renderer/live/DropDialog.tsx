import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { costPerClaimFen, type Drop, moneyAtRiskFen } from '#shared/domain/drop/drop.schema.ts';
import { formatFen } from '#shared/domain/money.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import type { RunKind, Show } from '#shared/domain/show/show.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { AudienceFields } from '../drops/AudienceFields.tsx';
import { dropKinds, fieldsOf } from '../drops/drop-fields.ts';
import { dropValue } from '../drops/drop-value.ts';
import { TierFields } from '../drops/TierFields.tsx';
import { DropBreaches } from '../price/DropBreaches.tsx';
import { useDropBreaches } from '../price/use-drop-breaches.ts';
import { type EditOf, settleOpEdit } from '../sync/op-edit.ts';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { formatCount } from '../ui/format.ts';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { type DropField, type DropForm, dropFormErrors, dropFormOf, planOf } from './drop-form.ts';

/** Plans a drop of any kind, or edits one that has not gone out. */
export function DropDialog({
  show,
  runKind,
  drop,
  products,
  asked,
  onClose,
}: {
  show: Show;
  runKind: RunKind;
  drop: Drop | null;
  products: readonly Product[];
  /** A refused plan or edit that this one takes the place of: the form begins with what it asked for. */
  asked: EditOf<'drop.plan'> | EditOf<'drop.edit'> | null;
  onClose: () => void;
}) {
  const t = useWords('drops');
  const l = useWords('live');
  const act = useAct();
  const [begun] = useState(() => dropFormOf(asked?.input ?? drop));
  const form = useForm<DropForm>({ defaultValues: begun });
  const { isSubmitting, isSubmitted } = form.formState;
  const values: DropForm = { ...begun, ...(useWatch({ control: form.control }) as DropForm) };
  const money = (amount: number) => formatFen(amount, show.currency).replace(/\.00$/, '');
  const symbol = formatFen(0, show.currency).replace('0.00', '').trim();
  const priceOf = (productId: string) => products.find(({ id }) => id === productId)?.priceFen ?? null;
  const nameOf = (productId: string) => products.find(({ id }) => id === productId)?.name ?? null;
  const errors = dropFormErrors(values, priceOf);
  const wrong = (name: DropField) => isSubmitted && errors.has(name);
  const plan = errors.size === 0 ? planOf(values, '…', priceOf) : null;
  const autoTitle = plan ? dropValue(plan, { t, money, nameOf }) : '…';
  const check = useDropBreaches({
    ...{ dropId: drop?.id ?? null, showId: show.id, runKind, products },
    plan: plan && { ...plan, title: values.title.trim() || autoTitle },
  });
  const save = form.handleSubmit(async (submitted) => {
    if (dropFormErrors(submitted, priceOf).size > 0) return;
    const ready = planOf(submitted, autoTitle.slice(0, 100), priceOf);
    const done = await act(() =>
      drop
        ? client.drop.edit({ dropId: drop.id, ...ready })
        : client.drop.plan({ showId: show.id, runKind, ...ready }),
    );
    if (!done) return;
    onClose();
    if (asked) await act(() => settleOpEdit(asked.opId));
  });
  const { kind } = values;
  // Two fields a line; without a neighbour it takes the line.
  const titleAlone = kind === 'lucky-bag';
  return (
    <FormDialog
      title={t(drop ? 'dialogEdit' : 'dialogNew')}
      testId="drop-dialog"
      submitLabel={l(drop ? 'save' : 'create')}
      disabled={isSubmitting || check.breaches.length > 0}
      onSubmit={save}
      onClose={onClose}
      className="grid grid-cols-2 gap-x-4 gap-y-2.5 pt-2"
    >
      <Field label={t('kind')} className="col-span-2">
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={(next) => form.setValue('kind', next)}
            options={dropKinds.map((each) => ({ value: each, label: t(`kind_${each}`) }))}
          />
        )}
      </Field>
      {(kind === 'flash-price' || kind === 'gift') && (
        <Field
          className="col-span-2"
          label={t('product')}
          error={wrong('productId') ? t('errProduct') : undefined}
        >
          {(control) => (
            <Select
              {...control}
              value={values.productId}
              onChange={(productId) => form.setValue('productId', productId)}
              options={[
                { value: '', label: t(kind === 'gift' ? 'productAny' : 'productPick') },
                ...products.map(({ id, name, priceFen }) => ({
                  value: id as string,
                  label: `${name} · ${money(priceFen)}`,
                })),
              ]}
            />
          )}
        </Field>
      )}
      {fieldsOf[kind].map(({ name, label, error, hint, unit }) => (
        <Field key={name} label={t(label)} hint={hint && t(hint)} error={wrong(name) ? t(error) : undefined}>
          {(control) => (
            <TextInput
              autoComplete="off"
              {...(unit === 'text' ? { maxLength: 100 } : { inputMode: 'decimal' as const })}
              {...(unit === 'money' ? { before: symbol } : {})}
              {...(unit === 'pieces' || unit === 'people' || unit === 'seconds' ? { after: t(unit) } : {})}
              {...control}
              {...form.register(name)}
            />
          )}
        </Field>
      ))}
      {kind === 'cash-packet' && (
        <Field label={t('split')}>
          {(control) => (
            <Select
              {...control}
              value={values.split}
              onChange={(split) => form.setValue('split', split)}
              options={[
                { value: 'random', label: t('splitRandom') },
                { value: 'even', label: t('splitEven') },
              ]}
            />
          )}
        </Field>
      )}
      <Field
        label={t('title')}
        hint={plan ? t('titleHint', { title: autoTitle }) : t('titleHintLater')}
        {...(titleAlone ? { className: 'col-span-2' } : {})}
      >
        {(control) => (
          <TextInput maxLength={100} autoComplete="off" {...control} {...form.register('title')} />
        )}
      </Field>
      {kind === 'lucky-bag' ? (
        <p className="col-span-2 text-xs text-muted">{t('bagNote')}</p>
      ) : (
        <AudienceFields form={form} values={values} wrong={wrong} />
      )}
      {kind === 'coupon' && (
        <TierFields form={form} symbol={symbol} error={wrong('tiers') ? t('errTiers') : undefined} />
      )}
      <AtRisk plan={plan} money={money} />
      <DropBreaches check={check} currency={show.currency} />
    </FormDialog>
  );
}

function AtRisk({ plan, money }: { plan: ReturnType<typeof planOf> | null; money: (fen: number) => string }) {
  const t = useWords('drops');
  const each = plan && costPerClaimFen(plan);
  const riskFen = plan ? moneyAtRiskFen(plan) : 0;
  return (
    <p
      role="status"
      className={`col-span-2 rounded-md px-3 py-2 text-sm ${riskFen ? 'bg-warn-tint font-semibold text-warn' : 'bg-raised text-muted'}`}
    >
      {!plan || each === null || riskFen === 0
        ? t('atRiskNone')
        : plan.kind === 'cash-packet'
          ? t('atRiskTotal', { amount: money(riskFen) })
          : t('atRisk', { amount: money(riskFen), quota: formatCount(plan.quota), each: money(each) })}
    </p>
  );
}
