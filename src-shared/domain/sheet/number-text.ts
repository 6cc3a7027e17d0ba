/**
 * Reads one number out of a cell, in digits: no float is ever made of it. What could mean two things is not read
 * but asked back.
 */
import type { Cell } from './book.ts';
import { shownText } from './book.ts';
import type { ProblemCode } from './problem-codes.ts';
import type { SheetParams } from './sheet-error.ts';

/** A problem or note before it is tied to a row and a column. */
export interface Finding {
  readonly code: ProblemCode;
  readonly params: SheetParams;
  /** For a question: the text to offer as its answer. */
  readonly candidate: string | null;
}

/** `value: null` without a finding of severity error or question means a blank cell. */
export interface Reading<T> {
  readonly value: T | null;
  readonly findings: readonly Finding[];
}

export interface Digits {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
  readonly percent: boolean;
}

/** Which signs and units may stand around a number. Made once: a sheet has many thousand cells. */
export interface NumberRules {
  readonly money: boolean;
  readonly before: RegExp;
  readonly after: RegExp;
  readonly marks: RegExp;
}

/** `before` and `after` are alternatives of a regular expression, in lower case. */
export function numberRules(before: string, after: string, money = false): NumberRules {
  return {
    money,
    before: new RegExp(`^(?:${before})\\s*`),
    after: new RegExp(`\\s*(?:${after})$`),
    marks: new RegExp(`${before}|${after}`, 'g'),
  };
}

export function finding(
  code: ProblemCode,
  params: SheetParams = {},
  candidate: string | null = null,
): Finding {
  return { code, params, candidate };
}

const placeholders = new Set(['-', '--', '—', '——', '–', '/', '无', 'n/a', 'na', 'none']);
const grouped = String.raw`(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)`;
const numberPattern = new RegExp(`^(-?)(${grouped})(?:\\.(\\d+))?$`);
const scientificPattern = /^([+-]?)(\d+)(?:\.(\d+))?e([+-]?\d{1,3})$/;
const shorthandPattern = /^(\d+)(?:\.(\d+))?\s*([万千wk])$/;
const rangePattern = /^\d[\d,.]*\s*(?:[-~–—―]|至|到)\s*\d[\d,.]*$/;
const otherCurrencyPattern = /[$€£₩₽฿]|usd|hkd|eur|gbp|jpy|twd|美元|美金|港币|港元|欧元|英镑|日元/;

/** Full-width forms, odd spaces and minus signs as their plain ones, in lower case. */
export function plainForm(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u2212\ufe63]/g, '-')
    .replace(/[\u200b\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** Moves the decimal point to the right: `('1', '5', 2)` → `['150', '']`. */
export function shiftPoint(whole: string, fraction: string, places: number): [string, string] {
  const digits = whole + fraction;
  const at = whole.length + places;
  const padded = at <= 0 ? '0'.repeat(1 - at) + digits : digits.padEnd(at, '0');
  const point = Math.max(at, 1);
  return [padded.slice(0, point).replace(/^0+(?=\d)/, ''), padded.slice(point).replace(/0+$/, '')];
}

function joined(negative: boolean, [whole, fraction]: [string, string]): string {
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** `1e3` → `1000`; `null` if it is not written so, or is beyond any use. */
export function expandScientific(text: string): string | null {
  const match = scientificPattern.exec(text);
  if (match === null) return null;
  const exponent = Number(match[4]);
  if (Math.abs(exponent) > 15) return null;
  return joined(match[1] === '-', shiftPoint(match[2] ?? '', match[3] ?? '', exponent));
}

/** `1.2万` → `12000`; `null` if it is not written so. */
export function expandShorthand(text: string): string | null {
  const match = shorthandPattern.exec(plainForm(text));
  if (match === null) return null;
  const places = /[万w]/.test(match[3] ?? '') ? 4 : 3;
  return joined(false, shiftPoint(match[1] ?? '', match[2] ?? '', places));
}

function none(code: ProblemCode, params: SheetParams, candidate: string | null = null): Reading<Digits> {
  return { value: null, findings: [finding(code, params, candidate)] };
}

function percentDigits(cell: Cell, text: string): Reading<Digits> {
  const match = numberPattern.exec(cell.raw ?? '');
  if (match === null) return none('sheet/not-a-number', { text });
  const [whole, fraction] = shiftPoint(match[2] ?? '', match[3] ?? '', 2);
  return { value: { negative: match[1] === '-', whole, fraction, percent: true }, findings: [] };
}

/** What asks the person before any digit is read: errors, formulas, merged areas. */
function notPlain(cell: Cell, text: string, rules: NumberRules): Reading<Digits> | null {
  if (cell.kind === 'error') return none('sheet/cell-error', { text });
  if (cell.kind === 'formula') {
    const known = cell.format === 'percent' ? text : (cell.raw ?? text);
    const readable = known !== '' && readDigits({ ...cell, kind: 'text', text: known }, rules).value !== null;
    return none('sheet/formula', { formula: cell.formula ?? '', text }, readable ? known : null);
  }
  if (/^[=＝]/.test(text)) return none('sheet/formula', { formula: text, text: '' });
  if (cell.merged && text !== '') {
    const own = readDigits({ ...cell, merged: false }, rules);
    return none('sheet/merged-number', { text }, own.value === null ? null : text);
  }
  return null;
}

/** Errors come back as findings; a blank cell as `null` without any. */
export function readDigits(cell: Cell, rules: NumberRules): Reading<Digits> {
  const text = shownText(cell);
  const special = notPlain(cell, text, rules);
  if (special !== null) return special;
  const shown = plainForm(text);
  if (shown === '') return { value: null, findings: [] };
  if (placeholders.has(shown)) return none('sheet/placeholder-blank', { text });
  if (cell.kind === 'number') {
    if (cell.format === 'date') return none('sheet/not-a-number', { text });
    if (cell.format === 'percent') return percentDigits(cell, text);
    if (scientificPattern.test(shown)) {
      return none('sheet/scientific', { text }, expandScientific(cell.raw ?? '') ?? cell.raw);
    }
  }
  return readTyped(text, plainForm(cell.kind === 'number' ? (cell.raw ?? text) : text), rules);
}

function readTyped(text: string, plain: string, rules: NumberRules): Reading<Digits> {
  if (rules.money && otherCurrencyPattern.test(plain)) return none('sheet/other-currency', { text });
  if (rules.money && rangePattern.test(plain.replace(rules.marks, '')))
    return none('sheet/price-range', { text });
  const sign = /^-/.test(plain) ? '-' : '';
  const bare = plain.replace(/^-\s*/, '').replace(rules.before, '').replace(rules.after, '').trim();
  const percent = /%$/.test(bare);
  const number = sign + bare.replace(/\s*%$/, '');
  if (scientificPattern.test(number)) return none('sheet/scientific', { text }, expandScientific(number));
  const spelled = expandShorthand(number);
  if (spelled !== null) return none('sheet/shorthand-number', { text }, spelled);
  const match = numberPattern.exec(number);
  if (match === null || (percent && rules.money)) return none('sheet/not-a-number', { text });
  const value = {
    negative: match[1] === '-',
    whole: (match[2] ?? '').replace(/[, ]/g, '').replace(/^0+(?=\d)/, ''),
    fraction: match[3] ?? '',
    percent,
  };
  const wide = /[０-９]/.test(text) ? [finding('sheet/full-width-read', { text, read: number })] : [];
  return { value, findings: wide };
}
