/** What crosses between desk and screen while a product or group sheet is read. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { groupPlatformSchema } from '../domain/group/group.schema.ts';
import { fenSchema } from '../domain/money.ts';
import { problemCodes, skipCodes } from '../domain/sheet/problem-codes.ts';
import { showSchema } from '../domain/show/show.schema.ts';
import { runIdSchema, showIdSchema } from '../sync/ids.ts';

export const sheetKindSchema = z.enum(['products', 'groups']);
export type SheetKind = z.infer<typeof sheetKindSchema>;

export const productFields = [
  'seq',
  'type',
  'name',
  'sku',
  'spec',
  'listPrice',
  'price',
  'floorPrice',
  'stock',
  'commission',
  'mechanics',
  'points',
  'minutes',
  'remark',
  'shop',
] as const;
export type ProductField = (typeof productFields)[number];

export const groupFields = ['name', 'owner', 'platform', 'size', 'tags', 'brand', 'robot'] as const;
export type GroupField = (typeof groupFields)[number];

const fieldSchema = z.enum([...new Set([...productFields, ...groupFields])]);
export type SheetField = z.infer<typeof fieldSchema>;

export const duplicateChoiceSchema = z.enum(['second-slot', 'keep-first', 'use-this', 'skip']);
export type DuplicateChoice = z.infer<typeof duplicateChoiceSchema>;

export const rowAnswerSchema = z.object({
  /** `false` leaves the row out. `true` reads a row again that was taken for a totals row. */
  include: z.boolean().optional(),
  /** `key`s of the warnings the person accepts. A warning about other values has another key. */
  accepted: z.array(z.string().max(500)).max(50).optional(),
  /** New text for a cell, read by the same rules as the sheet's own: both a correction and a question's answer. */
  cells: z.partialRecord(fieldSchema, z.string().max(4_000)).optional(),
  /** `second-slot`/`skip` for a repeat; `keep-first` (this row is a slot only)/`use-this`/`skip` for a clash. */
  duplicate: duplicateChoiceSchema.optional(),
});
export type RowAnswer = z.infer<typeof rowAnswerSchema>;

/** All that the person has said so far; the preview is computed from the file and this alone. */
export const sheetAnswersSchema = z.object({
  /** Name of the chosen sheet; the best one when absent. */
  sheet: z.string().max(200).optional(),
  /** 1-based row of the header, when the one found is wrong. */
  headerRow: z.int().min(1).optional(),
  /** Column `key` → field, or `ignore`. */
  mapping: z.record(z.string().max(300), z.union([fieldSchema, z.literal('ignore')])).optional(),
  /** By `rowKey`, which also names the sheet: answers for another sheet do not apply to this one. */
  rows: z.record(z.string().max(40), rowAnswerSchema).optional(),
});
export type SheetAnswers = z.infer<typeof sheetAnswersSchema>;

export const sheetProblemSchema = z.object({
  /** Names this problem with its values: what a person accepts is this and nothing else. */
  key: z.string(),
  code: z.enum(problemCodes),
  severity: z.enum(['error', 'question', 'warning', 'flag', 'note']),
  /** 1-based, as in the sheet; `null` for a problem of the whole sheet. */
  row: z.int().nullable(),
  column: z.object({ letter: z.string(), header: z.string() }).nullable(),
  field: fieldSchema.nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** For a question about a value: the text to offer as the answer, if there is one. */
  candidate: z.string().nullable(),
  /** For a question with fixed answers. */
  choices: z.array(duplicateChoiceSchema),
  /** True once the person has accepted or answered it. */
  settled: z.boolean(),
});
export type SheetProblem = z.infer<typeof sheetProblemSchema>;

export const productValuesSchema = z.object({
  sku: z.string().nullable(),
  name: z.string(),
  spec: z.string(),
  type: z.string(),
  shop: z.string().nullable(),
  listFen: fenSchema.nullable(),
  priceFen: fenSchema.nullable(),
  floorFen: fenSchema.nullable(),
  /** Pieces; `null` is not tracked. */
  stock: z.int().nullable(),
  /** Hundredths of a per cent: 2000 is 20 %. */
  commissionBp: z.int().nullable(),
  mechanics: z.string(),
  points: z.array(z.string()),
  remark: z.string(),
  plannedSec: z.int().nullable(),
  needsSecondPerson: z.boolean(),
});
export type ProductValues = z.infer<typeof productValuesSchema>;

export const groupValuesSchema = z.object({
  name: z.string(),
  owner: z.string(),
  platform: groupPlatformSchema,
  size: z.int().nullable(),
  tags: z.array(z.string()),
  brand: z.string(),
  /** Host and last characters only: the address itself is a secret and never leaves the desk. */
  robotMasked: z.string().nullable(),
});
export type GroupValues = z.infer<typeof groupValuesSchema>;

/** `skipped`: left out by the answer to a repeat or a clash. `blocked`: something is still open. */
export const rowStateSchema = z.enum(['ready', 'blocked', 'excluded', 'skipped']);
export type RowState = z.infer<typeof rowStateSchema>;

const rowBase = {
  rowKey: z.string(),
  row: z.int(),
  state: rowStateSchema,
  /** The sheet's own texts, blank ones left out. Robot addresses are masked. */
  raw: z.partialRecord(fieldSchema, z.string()),
  /** Fields for which the person gave another text. */
  corrected: z.array(fieldSchema),
  problems: z.array(sheetProblemSchema),
};

export const productRowSchema = z.object({
  ...rowBase,
  values: productValuesSchema,
  /** What the row will become: a product with its slot, a slot of an earlier product, or nothing. */
  becomes: z.enum(['product', 'slot', 'nothing']),
  /** `rowKey` of the row whose product the slot shows; its own unless the row repeats another. */
  productRowKey: z.string(),
});
export type ProductRow = z.infer<typeof productRowSchema>;

export const groupRowSchema = z.object({ ...rowBase, values: groupValuesSchema });
export type GroupRow = z.infer<typeof groupRowSchema>;

export const sheetColumnSchema = z.object({
  index: z.int(),
  letter: z.string(),
  /** What a mapping names the column by: its header, numbered where it occurs again. */
  key: z.string(),
  header: z.string(),
  field: fieldSchema.nullable(),
  /** True if the field was read from the header's words: no person has said so, now or earlier. */
  guessed: z.boolean(),
  /** True if the person said the column is not needed. */
  ignored: z.boolean(),
  /** For an unknown header: the field its words come nearest to. Offered, never applied. */
  suggested: fieldSchema.nullable(),
  samples: z.array(z.string()),
});
export type SheetColumn = z.infer<typeof sheetColumnSchema>;

export const skippedRowSchema = z.object({
  row: z.int(),
  /** Last row of a run skipped for the same reason; `row` itself if alone. */
  lastRow: z.int(),
  code: z.enum(skipCodes),
  /** What stands there, shortened. */
  text: z.string(),
});
export type SkippedRow = z.infer<typeof skippedRowSchema>;

export const titleFindingsSchema = z.object({
  title: z.string().nullable(),
  host: z.string().nullable(),
  operator: z.string().nullable(),
  targetFen: fenSchema.nullable(),
  /** As written, `hh:mm`; an end before the start is on the next day. */
  timeRange: z.object({ start: z.string(), end: z.string() }).nullable(),
  /** `year` is `null` where only month and day are written. */
  date: z.object({ year: z.int().nullable(), month: z.int(), day: z.int() }).nullable(),
});
export type TitleFindings = z.infer<typeof titleFindingsSchema>;

const previewBase = {
  fileName: z.string(),
  encoding: z.enum(['workbook', 'utf-8', 'utf-16le', 'utf-16be', 'gb18030']),
  sheets: z.array(z.object({ name: z.string(), rows: z.int(), hidden: z.boolean() })),
  sheet: z.string(),
  /** 1-based. */
  headerRow: z.int(),
  headerFingerprint: z.string(),
  mappingRemembered: z.boolean(),
  columns: z.array(sheetColumnSchema),
  skipped: z.array(skippedRowSchema),
  /** About the sheet as a whole. */
  problems: z.array(sheetProblemSchema),
  counts: z.object({
    ready: z.int(),
    blocked: z.int(),
    /** Warnings not yet accepted. */
    warnings: z.int(),
    excluded: z.int(),
    skipped: z.int(),
  }),
  findings: titleFindingsSchema,
  /** True when at least one row is ready and none that is included has anything open. */
  importable: z.boolean(),
};

export const productPreviewSchema = z.object({
  kind: z.literal('products'),
  ...previewBase,
  rows: z.array(productRowSchema),
});
export type ProductPreview = z.infer<typeof productPreviewSchema>;

export const groupPreviewSchema = z.object({
  kind: z.literal('groups'),
  ...previewBase,
  rows: z.array(groupRowSchema),
});
export type GroupPreview = z.infer<typeof groupPreviewSchema>;

export const sheetPreviewSchema = z.discriminatedUnion('kind', [productPreviewSchema, groupPreviewSchema]);
export type SheetPreview = z.infer<typeof sheetPreviewSchema>;

export const sheetOpenedSchema = z.object({ sheetId: z.string(), preview: sheetPreviewSchema });
export type SheetOpened = z.infer<typeof sheetOpenedSchema>;

/** What the rows of a sheet are imported into. */
export const sheetTargetSchema = z.discriminatedUnion('to', [
  z.object({
    to: z.literal('new-show'),
    title: showSchema.shape.title,
    currency: showSchema.shape.currency,
    startsAt: showSchema.shape.startsAt,
    plannedEndAt: showSchema.shape.plannedEndAt,
    targetFen: showSchema.shape.targetFen,
    hostName: showSchema.shape.hostName,
  }),
  z.object({ to: z.literal('show'), showId: showIdSchema }),
  z.object({ to: z.literal('groups') }),
]);
export type SheetTarget = z.infer<typeof sheetTargetSchema>;

export const sheetContract = {
  sheet: {
    open: oc
      .input(
        z.object({
          kind: sheetKindSchema,
          fileName: z.string().min(1).max(300),
          /** The file's bytes; 20 MB at most before encoding. */
          base64: z.string().max(28_000_000),
        }),
      )
      .output(sheetOpenedSchema),
    answer: oc
      .input(z.object({ sheetId: z.string(), answers: sheetAnswersSchema }))
      .output(z.object({ preview: sheetPreviewSchema })),
    /** Imports all accepted rows at once; `sheet/not-ready` while something is open. */
    accept: oc.input(z.object({ sheetId: z.string(), target: sheetTargetSchema })).output(
      z.object({
        showId: showIdSchema.nullable(),
        runId: runIdSchema.nullable(),
        products: z.int(),
        slots: z.int(),
        groups: z.int(),
      }),
    ),
    close: oc.input(z.object({ sheetId: z.string() })).output(z.object({})),
  },
};
