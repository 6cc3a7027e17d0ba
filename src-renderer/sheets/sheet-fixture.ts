/** Small previews for tests. */
import type { ProductPreview, ProductRow, SheetColumn, SheetProblem } from '#shared/contract/sheet.ts';

export function problem(over: Partial<SheetProblem> = {}): SheetProblem {
  return {
    key: 'sheet/no-price|price',
    code: 'sheet/no-price',
    severity: 'error',
    row: 5,
    column: { letter: 'G', header: '直播价' },
    field: 'price',
    params: {},
    candidate: null,
    choices: [],
    settled: false,
    ...over,
  };
}

export function productRow(row: number, over: Partial<ProductRow> = {}): ProductRow {
  return {
    rowKey: `1:${row}`,
    row,
    state: 'ready',
    raw: {},
    corrected: [],
    problems: [],
    values: {
      sku: null,
      name: `商品${row}`,
      spec: '',
      type: '',
      shop: null,
      listFen: null,
      priceFen: null,
      floorFen: null,
      stock: null,
      commissionBp: null,
      mechanics: '',
      points: [],
      remark: '',
      plannedSec: null,
      needsSecondPerson: false,
    },
    becomes: 'product',
    productRowKey: `1:${row}`,
    ...over,
  };
}

export function column(letter: string, over: Partial<SheetColumn> = {}): SheetColumn {
  return {
    index: letter.charCodeAt(0) - 65,
    letter,
    key: letter,
    header: letter,
    field: 'name',
    guessed: true,
    ignored: false,
    suggested: null,
    samples: [],
    ...over,
  };
}

export function productPreview(over: Partial<ProductPreview> = {}): ProductPreview {
  return {
    kind: 'products',
    fileName: 'a.xlsx',
    encoding: 'workbook',
    sheets: [{ name: 'S', rows: 9, hidden: false }],
    sheet: 'S',
    headerRow: 3,
    headerFingerprint: 'x',
    mappingRemembered: false,
    columns: [],
    skipped: [],
    problems: [],
    counts: { ready: 0, blocked: 0, warnings: 0, excluded: 0, skipped: 0 },
    findings: { title: null, host: null, operator: null, targetFen: null, timeRange: null, date: null },
    importable: true,
    rows: [],
    ...over,
  };
}
