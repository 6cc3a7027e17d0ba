import { type Repush, repushSchema } from '#shared/domain/platform/push-policy.schema.ts';

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
  const wholeNumber = (text: string) => /^\s*\d+\s*$/.test(text);
  const parsed = repushSchema.safeParse(readRepush(form));
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => path[0]));
  const min = !wholeNumber(form.min) || wrong.has('minSec');
  const max = !wholeNumber(form.max) || (wrong.has('maxSec') && !(Number(form.max) < Number(form.min)));
  const order = !min && !max && Number(form.max) < Number(form.min);
  return {
    ...(min ? { min: 'secBad' as const } : {}),
    ...(max ? { max: 'secBad' as const } : order ? { max: 'orderBad' as const } : {}),
  };
}
