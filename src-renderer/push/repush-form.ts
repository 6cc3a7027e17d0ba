import { type Repush, repushSecSchema } from '#shared/domain/platform/push-policy.schema.ts';

export interface RepushForm {
  readonly on: boolean;
  readonly min: string;
  readonly max: string;
}

/** Null = off. Call it only for a form without errors. */
export function readRepush({ on, min, max }: RepushForm): Repush | null {
  return on ? { minSec: Number(min), maxSec: Number(max) } : null;
}

export function repushErrors(form: RepushForm): { min?: 'secBad'; max?: 'secBad' | 'orderBad' } {
  if (!form.on) return {};
  const [min, max] = [form.min, form.max].map(isSec);
  if (!min || !max) return { ...(min ? {} : { min: 'secBad' }), ...(max ? {} : { max: 'secBad' }) };
  return Number(form.max) < Number(form.min) ? { max: 'orderBad' } : {};
}

function isSec(text: string): boolean {
  return /^\s*\d+\s*$/.test(text) && repushSecSchema.safeParse(Number(text)).success;
}
