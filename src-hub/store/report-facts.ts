/** What a report needs of the store beyond documents and counters. */
import type { AudienceSample } from '#shared/domain/order/order.schema.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';

/** One time that a slot was on air, with what its product did meanwhile. */
export interface OnAirStretch {
  readonly runId: string;
  readonly slotId: string;
  readonly productId: string | null;
  readonly sku: string | null;
  readonly fromAt: string;
  /** Null = still on air. */
  readonly toAt: string | null;
  readonly qty: number;
  readonly grossFen: number;
  readonly refundsFen: number;
}

export interface ReportFacts {
  /** In the order in which they began. */
  stretches(target: FactTarget): Promise<OnAirStretch[]>;
  /** Every audience sample, in order of arrival. */
  audience(target: FactTarget): Promise<AudienceSample[]>;
}
