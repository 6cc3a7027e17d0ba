/**
 * Every stable code of sheet reading, with what it asks of the person:
 * `error` must be mended, `question` must be answered, `warning` must be accepted, `flag` is imported with a
 * condition, `note` only explains.
 */
export const problemSeverities = {
  'sheet/no-name': 'error',
  'sheet/no-price': 'error',
  'sheet/not-a-number': 'error',
  'sheet/too-many-decimals': 'error',
  'sheet/negative': 'error',
  'sheet/negative-stock': 'error',
  'sheet/not-whole': 'error',
  'sheet/number-too-large': 'error',
  'sheet/price-range': 'error',
  'sheet/other-currency': 'error',
  'sheet/cell-error': 'error',
  'sheet/commission-too-high': 'error',
  'sheet/minutes-unreadable': 'error',
  'sheet/too-long': 'error',
  'sheet/two-columns': 'error',
  'sheet/too-many-entries': 'error',
  'sheet/formula': 'question',
  'sheet/scientific': 'question',
  'sheet/shorthand-number': 'question',
  'sheet/merged-number': 'question',
  'sheet/minutes-unclear': 'question',
  'sheet/commission-unclear': 'question',
  'sheet/sku-scientific': 'question',
  'sheet/second-slot': 'question',
  'sheet/clash': 'question',
  'sheet/price-above-list': 'warning',
  'sheet/price-zero': 'warning',
  'sheet/commission-small': 'warning',
  'sheet/same-name': 'warning',
  'sheet/same-group-name': 'warning',
  'sheet/robot-not-url': 'warning',
  'sheet/robot-host': 'warning',
  'sheet/robot-on-customer-group': 'warning',
  'sheet/robot-shared': 'warning',
  'sheet/price-below-floor': 'flag',
  'sheet/stock-not-tracked': 'note',
  'sheet/full-width-read': 'note',
  'sheet/commission-read': 'note',
  'sheet/text-kept': 'note',
  'sheet/text-from-formula': 'note',
  'sheet/type-carried': 'note',
  'sheet/value-carried': 'note',
  'sheet/no-sku': 'note',
  'sheet/placeholder-blank': 'note',
  'sheet/platform-other': 'note',
  'sheet/column-missing': 'note',
  'sheet/mapping-remembered': 'note',
} as const;

export type ProblemCode = keyof typeof problemSeverities;
export type Severity = (typeof problemSeverities)[ProblemCode];

/** Why a row of the sheet is not offered for import. */
export const skipCodes = [
  'sheet/skipped-title',
  'sheet/skipped-blank',
  'sheet/skipped-totals',
  'sheet/skipped-header',
] as const;
export type SkipCode = (typeof skipCodes)[number];

/** Why a file cannot be read, or not be imported yet. */
export const sheetErrorCodes = [
  'sheet/empty',
  'sheet/too-large',
  'sheet/too-large-inside',
  'sheet/too-many-rows',
  'sheet/too-many-columns',
  'sheet/password',
  'sheet/not-a-sheet',
  'sheet/unreadable',
  'sheet/broken-quotes',
  'sheet/columns-missing',
  'sheet/no-such-sheet',
  'sheet/not-open',
  'sheet/not-ready',
] as const;
export type SheetErrorCode = (typeof sheetErrorCodes)[number];

export type SheetCode = ProblemCode | SkipCode | SheetErrorCode;

export const problemCodes = Object.keys(problemSeverities) as [ProblemCode, ...ProblemCode[]];
