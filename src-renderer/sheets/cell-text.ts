/** The values a row will have, as the table shows them. Empty where there is none. */
import type { GroupValues, ProductValues, SheetField } from '#shared/contract/sheet.ts';
import { formatFen } from '#shared/domain/money.ts';

/** `2000` → `20%`, `1250` → `12.5%`. */
export function commissionText(bp: number): string {
  return `${bp / 100}%`;
}

/** `150` → `2:30`. */
export function lengthText(sec: number): string {
  const minutes = Math.floor(sec / 60);
  return `${minutes}:${String(sec % 60).padStart(2, '0')}`;
}

const money = (amount: number | null, currency: string) =>
  amount === null ? '' : formatFen(amount, currency);

const productTexts: Partial<Record<SheetField, (values: ProductValues, currency: string) => string>> = {
  type: ({ type }) => type,
  name: ({ name }) => name,
  sku: ({ sku }) => sku ?? '',
  spec: ({ spec }) => spec,
  listPrice: ({ listFen }, currency) => money(listFen, currency),
  price: ({ priceFen }, currency) => money(priceFen, currency),
  floorPrice: ({ floorFen }, currency) => money(floorFen, currency),
  stock: ({ stock }) => (stock === null ? '' : stock.toLocaleString('en')),
  commission: ({ commissionBp }) => (commissionBp === null ? '' : commissionText(commissionBp)),
  mechanics: ({ mechanics }) => mechanics,
  points: ({ points }) => points.join(' · '),
  minutes: ({ plannedSec }) => (plannedSec === null ? '' : lengthText(plannedSec)),
  remark: ({ remark }) => remark,
  shop: ({ shop }) => shop ?? '',
};

const groupTexts: Partial<Record<SheetField, (values: GroupValues, platform: string) => string>> = {
  name: ({ name }) => name,
  owner: ({ owner }) => owner,
  platform: (_, platform) => platform,
  size: ({ size }) => (size === null ? '' : size.toLocaleString('en')),
  tags: ({ tags }) => tags.join(' · '),
  brand: ({ brand }) => brand,
  robot: ({ robotMasked }) => robotMasked ?? '',
};

export function productCell(field: SheetField, values: ProductValues, currency: string): string {
  return productTexts[field]?.(values, currency) ?? '';
}

/** @param platform the platform's name in the person's language */
export function groupCell(field: SheetField, values: GroupValues, platform: string): string {
  return groupTexts[field]?.(values, platform) ?? '';
}
