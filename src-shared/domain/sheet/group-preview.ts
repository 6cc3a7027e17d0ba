/** Group sheets: what would be imported, and what stands in its way. Pure: same input, same reading. */
import type { GroupPreview, GroupRow, GroupValues, SheetAnswers } from '../../contract/sheet.ts';
import type { Book } from './book.ts';
import { type GroupDraft, readGroupRow } from './group-row.ts';
import { layOut } from './layout.ts';
import { finding } from './number-text.ts';
import { previewFrame, rawTexts } from './preview-frame.ts';
import type { PreviewOptions } from './product-preview.ts';
import { sheetProblems, stateOf, tooManyEntries } from './row-problems.ts';
import { SheetError } from './sheet-error.ts';

/** As `group.import` takes at once. */
const MOST_GROUPS = 5000;

export interface GroupOptions extends PreviewOptions {
  /** Robot addresses on this machine are for the demo's sandbox alone. */
  readonly allowLoopbackRobots?: boolean;
}

export interface GroupReading {
  readonly preview: GroupPreview;
  /** `rowKey` → full address. Secrets: for the import, never for the screen or a log. */
  readonly robotUrls: ReadonlyMap<string, string>;
}

export interface ImportedGroup extends Omit<GroupValues, 'robotMasked'> {
  readonly rowKey: string;
  readonly robotUrl: string | null;
}

/**
 * Reads a group sheet with the answers given so far, and keeps the secrets beside the preview.
 * @throws SheetError `sheet/no-such-sheet`, `sheet/empty`
 */
export function readGroups(book: Book, answers: SheetAnswers, options: GroupOptions = {}): GroupReading {
  const layout = layOut(book, 'groups', answers, options.remembered);
  const drafts = layout.data.map((source) =>
    readGroupRow(layout, source, options.allowLoopbackRobots ?? false),
  );
  noteRepeats(drafts);
  const rows = drafts.map(
    ({ source, values, problems }): GroupRow => ({
      rowKey: source.rowKey,
      row: source.row,
      state: stateOf(source, problems),
      ...rawTexts(source),
      problems,
      values,
    }),
  );
  const robotUrls = new Map<string, string>();
  for (const { source, robotUrl } of drafts) if (robotUrl !== null) robotUrls.set(source.rowKey, robotUrl);
  const frame = previewFrame(
    book,
    layout,
    [...sheetProblems(layout, ['name']), ...tooManyEntries(layout, rows, MOST_GROUPS)],
    rows,
  );
  return { preview: { kind: 'groups', ...frame, rows }, robotUrls };
}

/** As `readGroups`, for the screen. */
export function previewGroups(book: Book, answers: SheetAnswers, options: GroupOptions = {}): GroupPreview {
  return readGroups(book, answers, options).preview;
}

/**
 * Groups to import, in the order of the sheet, with their robots' full addresses.
 * @throws SheetError `sheet/not-ready` while anything is open
 */
export function acceptedGroups({ preview, robotUrls }: GroupReading): ImportedGroup[] {
  if (!preview.importable) throw new SheetError('sheet/not-ready', { blocked: preview.counts.blocked });
  return preview.rows
    .filter(({ state }) => state === 'ready')
    .map(({ rowKey, values }) => {
      const { robotMasked: _masked, ...rest } = values;
      return { rowKey, ...rest, robotUrl: robotUrls.get(rowKey) ?? null };
    });
}

/** A name or a robot that occurs again would be posted to twice. */
function noteRepeats(drafts: readonly GroupDraft[]): void {
  const names = new Map<string, number>();
  const robots = new Map<string, number>();
  for (const { source, values, robotUrl, tell } of drafts) {
    if (source.answer.include === false) continue;
    const named = names.get(values.name);
    if (named !== undefined)
      tell('name', finding('sheet/same-group-name', { name: values.name, firstRow: named }));
    else if (values.name !== '') names.set(values.name, source.row);
    if (robotUrl === null) continue;
    const shared = robots.get(robotUrl);
    if (shared !== undefined)
      tell('robot', finding('sheet/robot-shared', { shown: values.robotMasked ?? '', firstRow: shared }));
    else robots.set(robotUrl, source.row);
  }
}
