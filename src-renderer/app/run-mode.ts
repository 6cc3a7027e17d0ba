import type { Run } from '#shared/domain/show/show.schema.ts';

export type RunMode = 'live' | 'rehearsal' | 'planned' | 'ended' | 'none';

/** A rehearsal is one from its first moment on: nobody should take it for the real thing before it starts. */
export function runMode(run: Pick<Run, 'kind' | 'state'> | null): RunMode {
  if (!run) return 'none';
  if (run.state === 'ended') return 'ended';
  if (run.kind === 'rehearsal') return 'rehearsal';
  return run.state === 'live' ? 'live' : 'planned';
}
