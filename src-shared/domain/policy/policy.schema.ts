/** What the house allows one person alone, and when stock is worth a warning: one document a workspace. */
import { z } from 'zod';
import { isoTimeSchema } from '../show/show.schema.ts';

export const POLICY_ID = 'policy';

/** Hundredths of a percent. */
const shareBp = z.int().min(0).max(10_000);

/** Reached when no more is left than `pieces`, or than that share of what was declared: the larger of the two. */
export const stockThresholdSchema = z.object({ pieces: z.int().min(0).max(100_000), shareBp });
export type StockThreshold = z.infer<typeof stockThresholdSchema>;

export const policyTermsSchema = z.object({
  /** How far one person may move a price, up or down, from the one that two have seen or that was imported. */
  priceMoveBp: shareBp,
  /** Of the price, after commission and cost. Only judged where a product's cost is known. */
  minMarginBp: shareBp,
  stockWarn: stockThresholdSchema,
  stockDanger: stockThresholdSchema,
});
export type PolicyTerms = z.infer<typeof policyTermsSchema>;

export const policySchema = policyTermsSchema.extend({
  id: z.literal(POLICY_ID),
  changedBy: z.string(),
  changedAt: isoTimeSchema,
});
export type Policy = z.infer<typeof policySchema>;

/** Until an owner has said otherwise: 30 %, no sale at a loss, a tenth and a thirtieth of the stock. */
export const defaultPolicy: PolicyTerms = {
  priceMoveBp: 3000,
  minMarginBp: 0,
  stockWarn: { pieces: 5, shareBp: 1000 },
  stockDanger: { pieces: 2, shareBp: 300 },
};
