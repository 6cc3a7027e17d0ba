import type { ProblemCode } from '#shared/domain/sheet/problem-codes.ts';

/** Keys of the warnings' short names, for accepting many at once. */
export const warningTitles = {
  'sheet/price-above-list': 'warnPriceAboveList',
  'sheet/price-zero': 'warnPriceZero',
  'sheet/commission-small': 'warnCommissionSmall',
  'sheet/same-name': 'warnSameName',
  'sheet/same-group-name': 'warnSameGroupName',
  'sheet/robot-not-url': 'warnRobotNotUrl',
  'sheet/robot-host': 'warnRobotHost',
  'sheet/robot-on-customer-group': 'warnRobotOnCustomerGroup',
  'sheet/robot-shared': 'warnRobotShared',
} as const satisfies Partial<Record<ProblemCode, string>>;

export function hasTitle(code: ProblemCode): code is keyof typeof warningTitles {
  return Object.hasOwn(warningTitles, code);
}
