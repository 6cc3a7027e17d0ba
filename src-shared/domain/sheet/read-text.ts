import { type Cell, codeText, shownText } from './book.ts';
import { expandScientific, type Finding, finding, plainForm, type Reading } from './number-text.ts';

/** What a spreadsheet program would run, or a browser would draw. It stays what it is: text. */
const looksActive = /^[=+@]\S|^-[a-z(=|]|<[a-z!/][^>]*>|\|\s*['"]|javascript:/i;

/** Words as they stand in the cell, without the spaces around them. Nothing in them is changed. */
export function readText(cell: Cell, longest: number): Reading<string> {
  const text = shownText(cell);
  const findings: Finding[] = [];
  if (cell.kind === 'error') return { value: '', findings: [finding('sheet/cell-error', { text })] };
  if (text.length > longest) {
    return {
      value: text.slice(0, longest),
      findings: [finding('sheet/too-long', { length: text.length, longest })],
    };
  }
  if (cell.kind === 'formula')
    findings.push(finding('sheet/text-from-formula', { text, formula: cell.formula ?? '' }));
  if (cell.merged && text !== '') findings.push(finding('sheet/value-carried', { text }));
  if (looksActive.test(text)) findings.push(finding('sheet/text-kept', { text: text.slice(0, 80) }));
  return { value: text, findings };
}

/** A product code. A bar code that a spreadsheet shortened to `6.90123E+12` has lost digits, so it is asked. */
export function readSku(cell: Cell, longest: number): Reading<string> {
  const reading = readText({ ...cell, text: codeText(cell) }, longest);
  const text = reading.value ?? '';
  const plain = plainForm(text);
  if (!/^\d(?:\.\d+)?e\+\d+$/.test(plain)) return reading;
  return {
    value: text,
    findings: [finding('sheet/sku-scientific', { text, expanded: expandScientific(plain) ?? text })],
  };
}

/** By the strongest separator that occurs: line breaks, else semicolons or bars, else Chinese commas. */
export function splitPoints(text: string): string[] {
  const separator = [/\r?\n/, /[;；|｜]/, /，/].find((one) => one.test(text));
  return (separator === undefined ? [text] : text.split(separator))
    .map((part) => part.trim().replace(/^(?:[•·●▪]\s*|\d{1,2}(?:、|[.)）](?!\d))\s*)/, ''))
    .filter((part) => part !== '');
}

export function splitTags(text: string): string[] {
  const tags = text.split(/[;；,，、|｜\n]/).map((part) => part.trim());
  return [...new Set(tags.filter((tag) => tag !== ''))];
}
