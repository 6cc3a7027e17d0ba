import { Activity, useRef } from 'react';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { LiveScreen } from '../live/LiveScreen.tsx';
import { useLiveShows } from './live-shows.ts';

/**
 * The live screen of the run that is shown, and, out of sight, those of other shows that are on and were looked at
 * before: what was typed, scrolled and chosen there stands when the person comes back. Hidden they listen to no key.
 */
export function KeptScreens({ run }: { run: Run }) {
  const on = new Set(useLiveShows().map(({ runId }) => runId));
  const seen = useRef(new Set<Run['id']>());
  seen.current.add(run.id);
  for (const runId of seen.current) if (runId !== run.id && !on.has(runId)) seen.current.delete(runId);
  return [...seen.current].map((runId) => (
    <Activity key={runId} mode={runId === run.id ? 'visible' : 'hidden'}>
      <LiveScreen runId={runId} />
    </Activity>
  ));
}
