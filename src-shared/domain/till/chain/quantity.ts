/** Counts as people write them into a group: `2`, `x2`, `*2`, `两包`, `三条`, `十二`, `各2`. */
export interface ReadQuantity {
  readonly length: number;
  /** Null where it is no whole count: a half, a fraction, a range. */
  readonly value: number | null;
  readonly unit: string;
  /** `各`: every product named before it. */
  readonly each: boolean;
  /** Written with `x` or `*`: it can only be a count. */
  readonly marked: boolean;
  readonly chinese: boolean;
}

const UNIT = '包条件盒份个套箱提袋瓶双只组卷片块张罐支斤打对枚桶把本床扎板';
/** Units that may hold several pieces: whether `2箱` means two pieces is the person's to say. */
const manyInOne = /^[箱提打斤扎板]$/;
const single: Readonly<Record<string, number>> = {
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  俩: 2,
  三: 3,
  仨: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const scale: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const numeral = '零一二两俩三仨四五六七八九十百千';

const pattern = new RegExp(
  `^(?<each>各\\s?)?(?:(?<mark>[x*])\\s?)?(?:(?<digits>\\d{1,7}(?:\\.\\d{1,4})?)(?<range>\\s?[-~]\\s?\\d{1,4})?|(?<chinese>[${numeral}]{1,7}|半))(?:\\s?(?<unit>[${UNIT}](?![套装])|pcs?\\b))?`,
);
const numberAndUnit = new RegExp(`(?:\\d+|[${numeral}])[${UNIT}](?![套装])`);

export function holdsMany(unit: string): boolean {
  return manyInOne.test(unit);
}

/** Whether words contain what could also be a count with its unit: `柔巾6包`. */
export function containsCount(text: string): boolean {
  return numberAndUnit.test(text);
}

/** Whether words are nothing but a count with its unit. */
export function isCountWithUnit(text: string): boolean {
  return new RegExp(`^(?:\\d+|[${numeral}]+)[${UNIT}]$`).test(text);
}

/** `十二` → 12, `两百` → 200, `二零` → 20. Null for what is none, such as `百`. */
export function chineseNumber(text: string): number | null {
  if (text === '') return null;
  if (![...text].some((letter) => letter in scale)) {
    const digits = [...text].map((letter) => single[letter]);
    return digits.includes(undefined) ? null : Number(digits.join(''));
  }
  let total = 0;
  let last: number | null = null;
  let lowest = Number.POSITIVE_INFINITY;
  for (const letter of text) {
    const digit = single[letter];
    if (digit !== undefined) {
      if (last !== null && last !== 0) return null;
      last = digit;
      continue;
    }
    const size = scale[letter];
    if (size === undefined || size >= lowest) return null;
    if (last === null && size !== 10) return null;
    total += (last ?? 1) * size;
    lowest = size;
    last = null;
  }
  return total + (last ?? 0);
}

/** Reads a count at the start of `text`. Whether a bare Chinese numeral is one is the caller's to judge. */
export function readQuantity(text: string): ReadQuantity | null {
  const match = pattern.exec(text);
  const groups = match?.groups;
  if (match === null || groups === undefined) return null;
  const digits = groups['digits'];
  const chinese = groups['chinese'];
  const whole = digits === undefined ? chineseNumber(chinese ?? '') : Number(digits);
  const readable = groups['range'] === undefined && !digits?.includes('.') && chinese !== '半';
  return {
    length: match[0].length,
    value: readable ? whole : null,
    unit: groups['unit'] ?? '',
    each: groups['each'] !== undefined,
    marked: groups['mark'] !== undefined,
    chinese: chinese !== undefined,
  };
}
