import { useCallback } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import type { SheetField } from '#shared/contract/sheet.ts';
import { groupCell, productCell } from './cell-text.ts';
import { useCheck } from './check-context.ts';
import { platformWords } from './platform-words.ts';
import type { SheetRow } from './sheet-answers.ts';
import { valueRow } from './slot-owner.ts';

/** The text of a value as it will be, in the person's language. */
export function useCellText(): (row: SheetRow, field: SheetField) => string {
  const t = useWords('sheets');
  const { currency, preview } = useCheck();
  return useCallback(
    (row, field) => {
      const { values } = valueRow(preview, row, field);
      return 'platform' in values
        ? groupCell(field, values, t(platformWords[values.platform]))
        : productCell(field, values, currency);
    },
    [t, currency, preview],
  );
}
