/**
 * The tables of a sequence and of its steps: the hub's runner moves by them, the screen draws by them. A sequence runs
 * once. The first step that goes wrong ends it, and so does a restart of the hub: what is left is never caught up on.
 */
import { z } from 'zod';

export const sequenceStateSchema = z.enum(['planned', 'running', 'done', 'failed', 'stopped']);
export type SequenceState = z.infer<typeof sequenceStateSchema>;

export const sequenceMoves = {
  fire: { from: ['planned'], to: 'running' },
  finish: { from: ['running'], to: 'done' },
  /** A step went wrong, or nobody knows of it, or the hub was restarted or slept in between. */
  fail: { from: ['running'], to: 'failed' },
  stop: { from: ['running'], to: 'stopped' },
} as const satisfies Record<string, { from: readonly SequenceState[]; to: SequenceState }>;
export type SequenceMove = keyof typeof sequenceMoves;

export function moveSequence(state: SequenceState, move: SequenceMove): SequenceState | null {
  const rule: { from: readonly SequenceState[]; to: SequenceState } = sequenceMoves[move];
  return rule.from.includes(state) ? rule.to : null;
}

export const stepStateSchema = z.enum(['waiting', 'doing', 'done', 'failed', 'unknown', 'skipped']);
export type StepState = z.infer<typeof stepStateSchema>;

export const stepMoves = {
  begin: { from: ['waiting'], to: 'doing' },
  did: { from: ['doing'], to: 'done' },
  fail: { from: ['doing'], to: 'failed' },
  /** Nobody knows whether it was done; the drop or the act itself is asked for where it stands. */
  lose: { from: ['doing'], to: 'unknown' },
  /** The sequence ended before it came to this. */
  skip: { from: ['waiting'], to: 'skipped' },
} as const satisfies Record<string, { from: readonly StepState[]; to: StepState }>;
export type StepMove = keyof typeof stepMoves;

export function moveStep(state: StepState, move: StepMove): StepState | null {
  const rule: { from: readonly StepState[]; to: StepState } = stepMoves[move];
  return rule.from.includes(state) ? rule.to : null;
}

/** One step as it stands; `reason` is an error code. */
export const stepStatusSchema = z.object({ state: stepStateSchema, reason: z.string().nullable() });
export type StepStatus = z.infer<typeof stepStatusSchema>;
