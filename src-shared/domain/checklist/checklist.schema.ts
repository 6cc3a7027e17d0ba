import { z } from 'zod';
import { checkIdSchema } from './check-id.ts';

export const checkLevelSchema = z.enum(['ok', 'warning', 'error']);
export type CheckLevel = z.infer<typeof checkLevelSchema>;

/** What was found, in a word that the screen has words for. `unchecked`: it could not be looked at. */
export const findingCodeSchema = z.enum([
  'unchecked',
  'no-slots',
  'no-product',
  'below-floor',
  'net-below-floor',
  'price-differs',
  'price-unknown',
  'shelf-off',
  'stock-above-declared',
  'stock-below-declared',
  'platform-bad',
  'no-points',
  'no-sku',
  'no-price',
  'no-duration',
  'over-plan',
  'drop-over-threshold',
  'drop-unusable',
  'drop-no-product',
  'drop-no-saving',
  'drop-below-floor',
  'drop-over-stock',
  'unconfirmed',
  'refused',
  'hub-away',
  'hub-trouble',
  'no-backup',
  'old-backup',
  'clock-off',
  'disk-low',
  'disk-full',
  'hub-disk-low',
  'host-nobody',
]);
export type FindingCode = z.infer<typeof findingCodeSchema>;

export const findingSchema = z.object({
  code: findingCodeSchema,
  level: z.enum(['warning', 'error']),
  /** What it is about, for words and for going there; null where it is about no single thing. */
  name: z.string().nullable(),
  slotId: z.string().nullable(),
  productId: z.string().nullable(),
  dropId: z.string().nullable(),
  /** What fills the words: numbers as they are, money in fen under names that end in `Fen`. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Finding = z.infer<typeof findingSchema>;

export const checkResultSchema = z.object({
  check: checkIdSchema,
  /** The worst of its findings. */
  level: checkLevelSchema,
  /** Still being looked at. */
  waiting: z.boolean(),
  findings: z.array(findingSchema),
});
export type CheckResult = z.infer<typeof checkResultSchema>;
