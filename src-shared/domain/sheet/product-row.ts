/** One row of a product sheet by itself: its values and its own problems, before it is held against other rows. */
import type { ProductField, ProductValues, SheetProblem } from '../../contract/sheet.ts';
import { formatFenPlain } from '../money.ts';
import type { DataRow, Layout } from './layout.ts';
import { finding, type Reading } from './number-text.ts';
import { problemSeverities } from './problem-codes.ts';
import { type CommissionStyle, readCommission } from './read-commission.ts';
import { readStock } from './read-count.ts';
import { readPlannedSec } from './read-minutes.ts';
import { readPrice } from './read-price.ts';
import { readSku, readText, splitPoints } from './read-text.ts';
import { problemsOf, type Tell } from './row-problems.ts';

/** As the product and slot schemas allow. */
const longest = {
  name: 200,
  sku: 80,
  spec: 200,
  type: 40,
  shop: 60,
  mechanics: 500,
  points: 6000,
  remark: 500,
};
const MOST_POINTS = 20;
const LONGEST_POINT = 300;

export interface ProductDraft {
  readonly source: DataRow;
  readonly values: ProductValues;
  readonly problems: SheetProblem[];
  readonly tell: Tell;
}

export function readProductRow(layout: Layout, source: DataRow, style: CommissionStyle | null): ProductDraft {
  const problems: SheetProblem[] = [];
  const tell = problemsOf(layout, source, problems);
  const told = <T>(field: ProductField, reading: Reading<T>): T | null => {
    for (const found of reading.findings) tell(field, found);
    return reading.value;
  };
  const text = (field: keyof typeof longest): string =>
    told(field, readText(source.cell(field), longest[field])) ?? '';

  // A column that is not there at all is said once, for the sheet.
  const has = (field: ProductField): boolean =>
    layout.columnOf.has(field) || source.answer.cells?.[field] !== undefined;

  const name = text('name');
  if (name === '') tell('name', finding('sheet/no-name'));
  const sku = told('sku', readSku(source.cell('sku'), longest.sku)) || null;
  if (sku === null && has('sku')) tell('sku', finding('sheet/no-sku'));
  const listFen = told('listPrice', readPrice(source.cell('listPrice')));
  const priceFen = readLivePrice(source, tell);
  const floorFen = told('floorPrice', readPrice(source.cell('floorPrice')));
  if (priceFen !== null && listFen !== null && priceFen > listFen) {
    tell(
      'price',
      finding('sheet/price-above-list', { price: formatFenPlain(priceFen), list: formatFenPlain(listFen) }),
    );
  }
  const needsSecondPerson = priceFen !== null && floorFen !== null && priceFen < floorFen;
  if (needsSecondPerson) {
    tell(
      'price',
      finding('sheet/price-below-floor', {
        price: formatFenPlain(priceFen),
        floor: formatFenPlain(floorFen),
      }),
    );
  }
  const values: ProductValues = {
    sku,
    name,
    spec: text('spec'),
    type: readType(source, tell),
    shop: text('shop') || null,
    listFen,
    priceFen,
    floorFen,
    stock: has('stock') ? told('stock', readStock(source.cell('stock'))) : null,
    commissionBp: told('commission', readCommission(source.cell('commission'), style)),
    mechanics: text('mechanics'),
    points: readPoints(text('points'), tell),
    remark: text('remark'),
    plannedSec: told('minutes', readPlannedSec(source.cell('minutes'), bareUnit(layout))),
    needsSecondPerson,
  };
  return { source, values, problems, tell };
}

function readLivePrice(source: DataRow, tell: Tell): ProductValues['priceFen'] {
  const { value, findings } = readPrice(source.cell('price'));
  const blocking = findings.filter(({ code }) => problemSeverities[code] !== 'note');
  for (const found of value === null ? blocking : findings) tell('price', found);
  if (value === null && blocking.length === 0) tell('price', finding('sheet/no-price'));
  if (value === 0) tell('price', finding('sheet/price-zero'));
  return value;
}

function readType(source: DataRow, tell: Tell): string {
  const cell = source.cell('type');
  const { value, findings } = readText(cell, longest.type);
  for (const found of findings) if (found.code !== 'sheet/value-carried') tell('type', found);
  const said = source.answer.cells?.type !== undefined;
  const type = value === '' && !said ? (source.carriedType?.slice(0, longest.type) ?? '') : (value ?? '');
  if (type !== '' && (cell.merged || value === '')) tell('type', finding('sheet/type-carried', { type }));
  return type;
}

function readPoints(text: string, tell: Tell): string[] {
  const points = splitPoints(text);
  const long = points.find((point) => point.length > LONGEST_POINT);
  if (long !== undefined)
    tell('points', finding('sheet/too-long', { length: long.length, longest: LONGEST_POINT }));
  if (points.length > MOST_POINTS) {
    tell('points', finding('sheet/too-long', { length: points.length, longest: MOST_POINTS }));
  }
  return points;
}

function bareUnit(layout: Layout): 'minutes' | 'seconds' {
  return /秒|sec/i.test(layout.columnOf.get('minutes')?.header ?? '') ? 'seconds' : 'minutes';
}
