import { type Fen, fen, MAX_AMOUNT_FEN } from '../money.ts';
import type { Cell } from './book.ts';
import { finding, numberRules, type Reading, readDigits } from './number-text.ts';

const moneyRules = numberRules('cny ?¥|cn¥|¥|rmb|cny|人民币', '元|块|圆|rmb|cny|人民币', true);

/** An amount in whole fen, exactly as written: `¥199.00`, `199元`, `１９９`, `1,299.00`. */
export function readPrice(cell: Cell): Reading<Fen> {
  const { value: digits, findings } = readDigits(cell, moneyRules);
  if (digits === null) return { value: null, findings };
  const text = cell.kind === 'number' ? (cell.raw ?? cell.text) : cell.text.trim();
  const fail = (
    code: 'sheet/not-a-number' | 'sheet/too-many-decimals' | 'sheet/negative' | 'sheet/number-too-large',
  ) => ({
    value: null,
    findings: [finding(code, { text })],
  });
  if (digits.percent) return fail('sheet/not-a-number');
  if (digits.fraction.length > 2) return fail('sheet/too-many-decimals');
  if (digits.whole.length > 12) return fail('sheet/number-too-large');
  const amount = Number(digits.whole + digits.fraction.padEnd(2, '0'));
  if (digits.negative && amount !== 0) return fail('sheet/negative');
  if (amount > MAX_AMOUNT_FEN) return fail('sheet/number-too-large');
  return { value: fen(amount), findings };
}
