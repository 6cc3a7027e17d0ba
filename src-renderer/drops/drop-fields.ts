/** Which fields each kind of drop is planned with, in their order. */
import type { DropKind } from '#shared/domain/drop/drop.schema.ts';
import type { WordKey } from '../app/i18n.ts';
import type { DropForm } from '../live/drop-form.ts';

export type TextFieldName = {
  [K in keyof DropForm]: string extends DropForm[K] ? K : never;
}[keyof DropForm];

export interface FieldSpec {
  readonly name: Exclude<TextFieldName, 'title' | 'levels' | 'productId'>;
  readonly label: WordKey<'drops'>;
  readonly error: WordKey<'drops'>;
  readonly hint?: WordKey<'drops'>;
  readonly unit: 'money' | 'pieces' | 'people' | 'seconds' | 'text';
}

const quota = (label: WordKey<'drops'>, unit: 'pieces' | 'people' = 'pieces'): FieldSpec => ({
  ...{ name: 'quota', label, error: 'errQuota', unit },
});
const perBuyer: FieldSpec = { name: 'perBuyer', label: 'perBuyer', error: 'errPerBuyer', unit: 'pieces' };
const openSec: FieldSpec = { name: 'openSec', label: 'openSec', error: 'errOpen', unit: 'seconds' };
const countdownSec: FieldSpec = {
  ...{ name: 'countdownSec', label: 'countdownSec', error: 'errCountdown', hint: 'countdownHint' },
  unit: 'seconds',
};
const cost: FieldSpec = { name: 'cost', label: 'cost', error: 'errAmount', hint: 'costHint', unit: 'money' };
const threshold: FieldSpec = {
  ...{ name: 'threshold', label: 'threshold', error: 'errAmount', hint: 'thresholdHint', unit: 'money' },
};

export const fieldsOf: Readonly<Record<DropKind, readonly FieldSpec[]>> = {
  coupon: [
    { name: 'amount', label: 'amount', error: 'errOff', unit: 'money' },
    threshold,
    quota('quotaCoupons'),
    perBuyer,
    openSec,
    countdownSec,
  ],
  'cash-packet': [
    { name: 'total', label: 'total', error: 'errTotal', unit: 'money' },
    quota('quotaPackets'),
    perBuyer,
    openSec,
    countdownSec,
  ],
  'lucky-bag': [
    { name: 'keyword', label: 'keyword', error: 'errKeyword', hint: 'keywordHint', unit: 'text' },
    { name: 'prize', label: 'prize', error: 'errPrize', unit: 'text' },
    quota('quotaWinners', 'people'),
    cost,
    openSec,
    countdownSec,
  ],
  'flash-price': [
    { name: 'price', label: 'price', error: 'errPrice', unit: 'money' },
    quota('quotaPieces'),
    perBuyer,
    openSec,
    countdownSec,
  ],
  gift: [
    { name: 'gift', label: 'gift', error: 'errGift', unit: 'text' },
    threshold,
    quota('quotaPieces'),
    cost,
    perBuyer,
    openSec,
    countdownSec,
  ],
};

export const dropKinds: readonly DropKind[] = ['coupon', 'cash-packet', 'lucky-bag', 'flash-price', 'gift'];
