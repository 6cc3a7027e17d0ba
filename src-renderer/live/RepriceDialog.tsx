import { useEffect } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { fen, formatFen } from '#shared/domain/money.ts';
import { floorBreach } from '#shared/domain/offer/lowest-price.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import type { RunId } from '#shared/sync/ids.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { RepriceNote } from '../price/RepriceNote.tsx';
import { stockChange } from '../price/stock-change.ts';
import { useStackable } from '../price/use-offers.ts';
import { type EditOf, settleOpEdit } from '../sync/op-edit.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { fenToInput, parseFen } from '../ui/format.ts';
import { TextInput } from '../ui/TextInput.tsx';
import { toast } from '../ui/toast.ts';

interface PriceForm {
  cost: string;
  noCoupons: boolean;
  price: string;
  list: string;
  floor: string;
  stock: string;
}

type TextField = Exclude<keyof PriceForm, 'noCoupons'>;
const inputOf = (amount: number | null) => (amount === null ? '' : fenToInput(amount));
const optional = (text: string) => (text.trim() === '' ? null : parseFen(text));
const isOptionalMoney = (text: string) => text.trim() === '' || parseFen(text) !== null;

/** What a refused change put where; what it left alone stands as it is now. */
function askedTexts(asked: EditOf<'product.reprice'> | null): [TextField, string][] {
  if (!asked) return [];
  const { priceFen, listFen, floorFen, stockDeclared } = asked.input;
  const texts: [TextField, string | undefined][] = [
    ['price', priceFen === undefined ? undefined : fenToInput(priceFen)],
    ['list', listFen === undefined ? undefined : inputOf(listFen)],
    ['floor', floorFen === undefined ? undefined : inputOf(floorFen)],
    ['stock', stockDeclared === undefined ? undefined : String(stockDeclared ?? '')],
  ];
  return texts.filter((entry): entry is [TextField, string] => entry[1] !== undefined);
}

function offerOf(
  product: Product,
  typed: { priceFen: number; floorFen: number | null; costFen: number | null; noCoupons: boolean },
): Product {
  const money = (amount: number | null) => (amount === null ? null : fen(amount));
  const { priceFen, floorFen, costFen, noCoupons } = typed;
  const same = priceFen === product.priceFen && floorFen === product.floorFen;
  return {
    ...product,
    ...{ priceFen: fen(priceFen), floorFen: money(floorFen), costFen: money(costFen), noCoupons },
    confirmedBy: same ? product.confirmedBy : null,
  };
}

/** Price, floor, list price and stock of one product, for this show. */
export function RepriceDialog({
  product,
  currency,
  runId,
  runKind,
  asked,
  onClose,
}: {
  product: Product;
  runId: RunId;
  /** Whose drops are reckoned with. */
  runKind: RunKind;
  currency: string;
  /** A refused price change that this one takes the place of: the form begins with what it asked for. */
  asked: EditOf<'product.reprice'> | null;
  onClose: () => void;
}) {
  const t = useWords('live');
  const act = useAct();
  const form = useForm<PriceForm>({
    defaultValues: {
      cost: inputOf(product.costFen ?? null),
      noCoupons: product.noCoupons === true,
      price: inputOf(product.priceFen),
      list: inputOf(product.listFen),
      floor: inputOf(product.floorFen),
      stock: product.stockDeclared === null ? '' : String(product.stockDeclared),
    },
  });
  const { errors, isSubmitting, dirtyFields } = form.formState;
  const { setValue } = form;
  useEffect(() => {
    for (const [name, text] of askedTexts(asked)) setValue(name, text, { shouldDirty: true });
  }, [asked, setValue]);
  const t2 = useWords('price');
  const drops = useStackable(product.showId, runKind);
  const [price, floor, list, cost, noCoupons] = useWatch({
    control: form.control,
    name: ['price', 'floor', 'list', 'cost', 'noCoupons'],
  });
  const priceFen = parseFen(price);
  const floorFen = optional(floor);
  const listFen = optional(list);
  const after: Product | null =
    priceFen === null || !isOptionalMoney(floor) || !isOptionalMoney(cost)
      ? null
      : offerOf(product, { priceFen, floorFen, costFen: optional(cost), noCoupons });
  const touched = dirtyFields.price || dirtyFields.floor || dirtyFields.noCoupons;
  const blocked = touched === true && after !== null && floorBreach(after, drops) !== null;
  const belowFen = priceFen !== null && floorFen !== null ? floorFen - priceFen : 0;
  const aboveList = priceFen !== null && listFen !== null && priceFen > listFen;
  const save = form.handleSubmit(async (values) => {
    const newPrice = parseFen(values.price);
    if (newPrice === null) return;
    // Only what was touched is sent: a price that stays keeps its second person's word.
    const done = await act(async () => {
      const stock = stockChange(product, dirtyFields.stock ? values.stock : null);
      if (stock.delta !== 0)
        await client.offer.stock({ runId, productId: product.id, delta: stock.delta, anyway: false });
      const { approvalId } = await client.product.reprice({
        productId: product.id,
        ...(dirtyFields.price ? { priceFen: newPrice } : {}),
        ...(dirtyFields.list ? { listFen: optional(values.list) } : {}),
        ...(dirtyFields.floor ? { floorFen: optional(values.floor) } : {}),
        ...(dirtyFields.cost ? { costFen: optional(values.cost) } : {}),
        ...(dirtyFields.noCoupons ? { noCoupons: values.noCoupons } : {}),
        ...stock.declared,
      });
      if (approvalId !== null) toast.say(t2('waiting'));
    });
    if (!done) return;
    onClose();
    if (asked) await act(() => settleOpEdit(asked.opId));
  });
  const symbol = formatFen(0, currency).replace('0.00', '').trim();
  const money = [
    ['price', 'fieldPrice', undefined],
    ['list', 'fieldList', 'fieldEmpty'],
    ['floor', 'fieldFloor', 'fieldEmpty'],
    ['cost', null, 'fieldEmpty'],
  ] as const;
  return (
    <FormDialog
      title={t('repriceTitle', { name: product.name })}
      description={t('repriceText')}
      testId="reprice-dialog"
      submitLabel={t('save')}
      disabled={isSubmitting || blocked}
      onSubmit={save}
      onClose={onClose}
      className="grid grid-cols-2 gap-x-4 gap-y-3"
    >
      {money.map(([name, label, hint]) => (
        <Field
          key={name}
          label={label === null ? t2('fieldCost') : t(label)}
          hint={hint && t(hint)}
          error={errors[name] && t('badMoney')}
        >
          {(control) => (
            <TextInput
              inputMode="decimal"
              autoComplete="off"
              before={symbol}
              {...control}
              {...form.register(name, {
                validate: (text) => (name === 'price' ? parseFen(text) !== null : isOptionalMoney(text)),
              })}
            />
          )}
        </Field>
      ))}
      <Field label={t('fieldStock')} hint={t('fieldStockHint')} error={errors.stock && t('badCount')}>
        {(control) => (
          <TextInput
            inputMode="numeric"
            autoComplete="off"
            {...control}
            {...form.register('stock', { validate: (text) => /^\d{0,9}$/.test(text.trim()) })}
          />
        )}
      </Field>
      <Checkbox className="mt-7 self-start" label={t2('fieldCoupons')} {...form.register('noCoupons')} />
      <RepriceNote before={product} after={after} drops={drops} currency={currency} />
      <p role="status" className="col-span-2 min-h-5 text-xs text-warn">
        {belowFen > 0
          ? t('belowFloor', { amount: formatFen(belowFen, currency) })
          : aboveList && t('aboveList')}
      </p>
    </FormDialog>
  );
}
