import type { SheetField, SheetPreview } from '#shared/contract/sheet.ts';
import type { SheetRow } from './sheet-answers.ts';

/** All that a row which is only a slot brings along itself: the rest of it is its product's. */
const ownFields: readonly SheetField[] = ['type', 'minutes', 'remark'];

/** The row whose value will count for this field: another one where the row is only a slot of its product. */
export function valueRow(preview: SheetPreview, row: SheetRow, field: SheetField): SheetRow {
  if (preview.kind === 'groups' || !('becomes' in row)) return row;
  if (row.becomes !== 'slot' || ownFields.includes(field)) return row;
  return preview.rows.find(({ rowKey }) => rowKey === row.productRowKey) ?? row;
}
