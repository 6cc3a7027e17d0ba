/** Rows of one table out of a file that may be damaged anywhere: by its tree as far as that holds, then page by page. */
import type { Pages } from './pages.ts';
import { decodePage, type RawRow } from './records.ts';

export interface FoundRows {
  readonly rows: readonly RawRow[];
  /** True when the table's tree was whole from root to leaf: then these are all rows there were. */
  readonly complete: boolean;
  /** Rows known to be there that could not be decoded; more may be where nothing can be known. */
  readonly broken: number;
}

/** Deeper than any tree of a file that fits on a disk. */
const DEEPEST = 20;

interface Walk {
  readonly rows: RawRow[];
  readonly seen: Set<number>;
  complete: boolean;
  broken: number;
}

/**
 * `isOne` refuses what cannot be a row of this table. With `search` it tells one by its values alone, and where the tree
 * is broken, every page of the file is searched for such rows. That may bring back rows that were deleted, since a page
 * that is no longer used keeps its content.
 */
export function findRows(
  pages: Pages,
  table: string,
  isOne: (row: RawRow) => boolean,
  search: boolean,
): FoundRows {
  const walk: Walk = { rows: [], seen: new Set(), complete: true, broken: 0 };
  const root = rootOf(pages, table);
  if (root === null) walk.complete = false;
  else descend(pages, root, 0, walk);
  const inTree = walk.rows.length;
  const rows = walk.rows.filter(isOne);
  const broken = walk.broken + inTree - rows.length;
  if (walk.complete && broken === 0) return { rows, complete: true, broken };
  for (let number = 1; search && number <= pages.count; number += 1) {
    if (walk.seen.has(number)) continue;
    for (const row of decodePage(pages, number)?.rows ?? []) if (isOne(row)) rows.push(row);
  }
  return { rows, complete: false, broken };
}

/** The table's root by `sqlite_schema`, whose own root is page 1; null when it cannot be made out. */
function rootOf(pages: Pages, table: string): number | null {
  const schema: Walk = { rows: [], seen: new Set(), complete: true, broken: 0 };
  descend(pages, 1, 0, schema);
  const entry = schema.rows.find(({ values }) => values[0] === 'table' && values[1] === table);
  const root = entry?.values[3];
  return typeof root === 'number' && root > 1 && root <= pages.count ? root : null;
}

function descend(pages: Pages, number: number, depth: number, walk: Walk): void {
  const fresh = number > 0 && number <= pages.count && !walk.seen.has(number) && depth < DEEPEST;
  const page = fresh ? decodePage(pages, number) : null;
  if (!page) {
    walk.complete = false;
    return;
  }
  walk.seen.add(number);
  if (page.brokenCells > 0 || !pages.isCurrent(number)) walk.complete = false;
  walk.broken += page.brokenCells;
  walk.rows.push(...page.rows);
  for (const child of page.children) descend(pages, child, depth + 1, walk);
}
