/**
 * What became of a show: made by the hub from its facts and documents, never from what a screen has seen. One report is
 * of one show and run kind, as facts are. What nobody knows is null, never 0.
 */
import { z } from 'zod';
import { dropStateSchema } from '../drop/drop.states.ts';
import {
  channelCounterSchema,
  minuteCounterSchema,
  shopCounterSchema,
  totalCountersSchema,
} from '../order/counters.ts';
import { runKindSchema } from '../show/show.schema.ts';

const figures = { qty: z.int(), grossFen: z.int(), refundsFen: z.int() };

export const reportRunSchema = z.object({
  runId: z.string(),
  state: z.enum(['planned', 'live', 'ended']),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Warnings of the checklist that were accepted when it started, and the reason that was typed. */
  acceptedChecks: z.array(z.string()),
  acceptedReason: z.string(),
});

export const reportProductSchema = z.object({
  /** Null for what was sold and stands on no sheet of the show; `sku` is empty for what no line explains. */
  productId: z.string().nullable(),
  sku: z.string().nullable(),
  name: z.string(),
  shopId: z.string().nullable(),
  priceFen: z.int().nullable(),
  takes: z.int(),
  airedSec: z.number(),
  /** All that was sold of it, whenever. Null where the product has no number by which orders name it. */
  sold: z.object({ ...figures, netFen: z.int(), orders: z.int() }).nullable(),
  /** What was sold of it while it was on air. */
  onAir: z.object(figures),
  /** Gross while on air, a minute of it; null where it was never on air. */
  perMinuteFen: z.int().nullable(),
  /** Orders of it per 10,000 viewers; null where viewers are not known. */
  conversionBp: z.int().nullable(),
});
export type ReportProduct = z.infer<typeof reportProductSchema>;

export const reportTakeSchema = z.object({
  runId: z.string(),
  slotId: z.string(),
  productId: z.string().nullable(),
  name: z.string(),
  sku: z.string().nullable(),
  fromAt: z.string(),
  /** Null = still on air. */
  toAt: z.string().nullable(),
  sec: z.number(),
  ...figures,
});
export type ReportTake = z.infer<typeof reportTakeSchema>;

export const reportDropSchema = z.object({
  dropId: z.string(),
  kind: z.string(),
  title: z.string(),
  state: dropStateSchema,
  openedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  quota: z.int(),
  claimed: z.int(),
  refused: z.int(),
  /** What the claims can cost at most; null where the kind does not say. */
  costFen: z.int().nullable(),
  /** What its claims brought; null where no order names them. */
  usedCount: z.int().nullable(),
  gmvFen: z.int().nullable(),
});
export type ReportDrop = z.infer<typeof reportDropSchema>;

export const funnelStepSchema = z.object({
  step: z.enum(['entered', 'viewers', 'clicks', 'placed', 'paid']),
  /** Null = nobody has told. */
  count: z.int().nullable(),
});
export type FunnelStep = z.infer<typeof funnelStepSchema>;

export const spikeSchema = z.object({
  /** The counted minute, `2026-06-18T11:03Z`. */
  minute: z.string(),
  grossFen: z.int(),
  /** The middle of the ten minutes before it. */
  usualFen: z.int(),
});
export type Spike = z.infer<typeof spikeSchema>;

export const reportSchema = z.object({
  showId: z.string(),
  title: z.string(),
  currency: z.string(),
  hostName: z.string(),
  runKind: runKindSchema,
  targetFen: z.int().nullable(),
  /** First start and last end of its runs; an end is null while one is on. */
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** The hub's time. */
  madeAt: z.string(),
  runs: z.array(reportRunSchema),
  totals: totalCountersSchema,
  byMinute: z.array(minuteCounterSchema),
  byChannel: z.array(channelCounterSchema),
  byShop: z.array(shopCounterSchema),
  products: z.array(reportProductSchema),
  takes: z.array(reportTakeSchema),
  drops: z.array(reportDropSchema),
  funnel: z.array(funnelStepSchema),
  peakOnline: z.int().nullable(),
  spikes: z.array(spikeSchema),
});
export type Report = z.infer<typeof reportSchema>;

/** One line a show, for choosing one and for the months. */
export const reportSummarySchema = z.object({
  showId: z.string(),
  title: z.string(),
  currency: z.string(),
  runKind: runKindSchema,
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  totals: totalCountersSchema,
});
export type ReportSummary = z.infer<typeof reportSummarySchema>;
