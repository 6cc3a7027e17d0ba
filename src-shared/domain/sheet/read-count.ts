import type { Cell } from './book.ts';
import { finding, type NumberRules, numberRules, type Reading, readDigits } from './number-text.ts';

/** As the product, group and order schemas allow; beyond it a column was mistaken for another, such as a bar code. */
const MAX_STOCK = 100_000_000;
const MAX_SIZE = 1_000_000;
const MAX_QUANTITY = 10_000_000;

const stockRules = numberRules('x', '件|个|套|条|pcs');
const sizeRules = numberRules('约', '人');

function readCount(cell: Cell, rules: NumberRules, largest: number): Reading<number> {
  const { value: digits, findings } = readDigits(cell, rules);
  if (digits === null) return { value: null, findings };
  const text = cell.text.trim();
  if (digits.percent) return { value: null, findings: [finding('sheet/not-a-number', { text })] };
  // `12.0` and `3.600` too: the second may be a thousand times the first reading of it.
  if (digits.fraction !== '') return { value: null, findings: [finding('sheet/not-whole', { text })] };
  const size = Number(digits.whole);
  if (size > largest) return { value: null, findings: [finding('sheet/number-too-large', { text })] };
  return { value: digits.negative && size !== 0 ? -size : size, findings };
}

/** Pieces. Blank is `null`: not tracked. */
export function readStock(cell: Cell): Reading<number> {
  const reading = readCount(cell, stockRules, MAX_STOCK);
  if (reading.value === null) {
    const unreadable = reading.findings.some(({ code }) => code !== 'sheet/placeholder-blank');
    return unreadable
      ? reading
      : { value: null, findings: [...reading.findings, finding('sheet/stock-not-tracked')] };
  }
  if (reading.value >= 0) return reading;
  return { value: null, findings: [finding('sheet/negative-stock', { text: cell.text.trim() })] };
}

/** Members of a group. Blank is `null`. */
export function readSize(cell: Cell): Reading<number> {
  const reading = readCount(cell, sizeRules, MAX_SIZE);
  if (reading.value === null || reading.value >= 0) return reading;
  return { value: null, findings: [finding('sheet/negative', { text: cell.text.trim() })] };
}

/** Pieces on an order line, negative for what came back. */
export function readQuantity(cell: Cell): Reading<number> {
  return readCount(cell, stockRules, MAX_QUANTITY);
}
