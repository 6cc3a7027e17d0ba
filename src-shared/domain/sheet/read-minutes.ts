import type { Cell } from './book.ts';
import { shownText } from './book.ts';
import { finding, numberRules, plainForm, type Reading, readDigits } from './number-text.ts';

const secondRules = numberRules('约', '秒|seconds|secs|sec|s');
const minuteRules = numberRules('约', '分钟|分|minutes|minute|mins|min|m');

/** As a slot's schema allows. */
const LONGEST_SEC = 12 * 3600;

/**
 * A planned length in seconds: `4`, `4分钟`, `1.5`, `04:30` (minutes and seconds), `90秒`. A bare number counts in
 * `bareUnit`, which the column's header names.
 */
export function readPlannedSec(cell: Cell, bareUnit: 'minutes' | 'seconds'): Reading<number> {
  const text = shownText(cell);
  const clock = readClock(cell, text);
  if (clock !== null) return clock;
  const plain = plainForm(text);
  const seconds =
    /(?:秒|s|sec|secs|seconds)$/.test(plain) || (bareUnit === 'seconds' && !/(?:分|m)/.test(plain));
  const { value: digits, findings } = readDigits(cell, seconds ? secondRules : minuteRules);
  if (digits === null) {
    const unreadable = findings.some(({ code }) => code === 'sheet/not-a-number');
    return { value: null, findings: unreadable ? [finding('sheet/minutes-unreadable', { text })] : findings };
  }
  // A length is not money: a third of a minute may be rounded to whole seconds.
  const sec = Math.round(Number(`${digits.whole}.${digits.fraction}0`) * (seconds ? 1 : 60));
  if (digits.negative || digits.percent || sec > LONGEST_SEC) {
    return { value: null, findings: [finding('sheet/minutes-unreadable', { text })] };
  }
  return { value: sec, findings };
}

function readClock(cell: Cell, text: string): Reading<number> | null {
  const spoken = /^(\d{1,3}) ?分钟? ?(\d{1,2}) ?秒$/.exec(plainForm(text));
  if (spoken !== null && cell.kind === 'text' && !cell.merged) {
    return { value: Number(spoken[1]) * 60 + Number(spoken[2]), findings: [] };
  }
  const match = /^(\d{1,3}):([0-5]\d)(?::([0-5]\d))?$/.exec(plainForm(text));
  if (match === null || cell.kind === 'formula' || cell.merged) return null;
  const [first, second, third] = [Number(match[1]), Number(match[2]), match[3]];
  if (third === undefined) {
    const sec = first * 60 + second;
    if (sec > LONGEST_SEC) return { value: null, findings: [finding('sheet/minutes-unreadable', { text })] };
    return { value: sec, findings: [] };
  }
  if (first === 0) return { value: second * 60 + Number(third), findings: [] };
  // A spreadsheet turns a typed 04:30 into 04:30:00: four and a half minutes, or hours? The person knows.
  const candidate = `${match[1]}:${match[2]}`;
  return {
    value: null,
    findings: [finding('sheet/minutes-unclear', { text }, third === '00' ? candidate : null)],
  };
}
