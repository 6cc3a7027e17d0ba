/** What the rows above the header plainly say: offered to the person, never required. */
import type { TitleFindings } from '../../contract/sheet.ts';
import type { Fen } from '../money.ts';
import { type Cell, shownText, textCell } from './book.ts';
import { expandShorthand } from './number-text.ts';
import { readPrice } from './read-price.ts';

const label = /^(主播|场控|中控|运营|host|operator)\s*[:：]/i;
const targetLabel =
  /(?:目标\s*(?:gmv|销售额|成交额|业绩)?|(?:gmv|销售额|成交额)\s*目标|target(?:\s*gmv)?|gmv\s*target)\s*[:：]?\s*(.*)$/i;

/** Different texts of one row from left to right: a merged title is repeated in every cell by some writers. */
export function titleTexts(cells: readonly Cell[]): string[] {
  const texts: string[] = [];
  for (const cell of cells) {
    const text = shownText(cell);
    if (text !== '' && !cell.merged && text !== texts.at(-1)) texts.push(text);
  }
  return texts;
}

function person(texts: readonly string[], names: string): string | null {
  const pattern = new RegExp(`(?:^|[\\s,，;；|])(?:${names})\\s*[:：]\\s*([^\\s,，;；|:：]+)`, 'i');
  for (const text of texts) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return found.slice(0, 60);
  }
  return null;
}

function target(rows: readonly (readonly Cell[])[]): Fen | null {
  for (const cells of rows) {
    for (const [at, cell] of cells.entries()) {
      const match = targetLabel.exec(shownText(cell));
      if (match === null) continue;
      const own = (match[1] ?? '').trim();
      const next = cells.slice(at + 1).find((other) => shownText(other) !== '');
      const source = own === '' ? next : textCell(own);
      if (source === undefined || source.kind === 'formula') continue;
      // 50万 is asked about where it would be a price; a target is only shown, and plain enough.
      const spelled = source.kind === 'text' ? expandShorthand(source.text.replace(/元$/, '')) : null;
      const amount = readPrice(spelled === null ? source : textCell(spelled)).value;
      if (amount !== null) return amount;
    }
  }
  return null;
}

function timeRange(texts: readonly string[]): TitleFindings['timeRange'] {
  const clock = '([01]?\\d|2[0-4])[:：]([0-5]\\d)';
  const pattern = new RegExp(`(?<!\\d)${clock}\\s*(?:[-~～–—]|至|到|to)\\s*${clock}(?!\\d)`);
  for (const text of texts) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const [, fromHour = '', fromMinute = '', toHour = '', toMinute = ''] = match;
    return {
      start: `${fromHour.padStart(2, '0')}:${fromMinute}`,
      end: `${toHour.padStart(2, '0')}:${toMinute}`,
    };
  }
  return null;
}

function date(texts: readonly string[]): TitleFindings['date'] {
  for (const text of texts) {
    const match =
      /(?:(20\d\d)\s*[年./-]\s*)?(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]/.exec(text) ??
      /(20\d\d)[./-](\d{1,2})[./-](\d{1,2})/.exec(text);
    if (match === null) continue;
    const [month, day] = [Number(match[2]), Number(match[3])];
    if (month < 1 || month > 12 || day < 1 || day > 31) continue;
    return { year: match[1] === undefined ? null : Number(match[1]), month, day };
  }
  return null;
}

export function readTitleRows(rows: readonly (readonly Cell[])[]): TitleFindings {
  const byRow = rows.map(titleTexts);
  const texts = byRow.flat();
  const title = texts.find((text) => !label.test(text) && !targetLabel.test(text));
  return {
    title: title?.slice(0, 200) ?? null,
    host: person(texts, '主播|host'),
    operator: person(texts, '场控|中控|运营|operator'),
    targetFen: target(rows),
    timeRange: timeRange(texts),
    date: date(texts),
  };
}
