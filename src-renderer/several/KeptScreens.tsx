import { Activity, type ReactNode, useLayoutEffect, useRef } from 'react';
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
      <Scrolled>
        <LiveScreen runId={runId} />
      </Scrolled>
    </Activity>
  ));
}

/** Puts lists back to where they were scrolled when they were hidden: lists that measure themselves begin at the top. */
function Scrolled({ children }: { children: ReactNode }) {
  const root = useRef<HTMLDivElement>(null);
  const kept = useRef<readonly (readonly [Element, number])[]>([]);
  useLayoutEffect(() => {
    const box = root.current;
    const restore = () => {
      for (const [element, top] of kept.current) element.scrollTop = top;
    };
    // Once laid out, and once more after what the lists do by themselves.
    let frame = requestAnimationFrame(() => {
      restore();
      frame = requestAnimationFrame(restore);
    });
    return () => {
      cancelAnimationFrame(frame);
      const scrolled = [...(box?.querySelectorAll('*') ?? [])].filter(({ scrollTop }) => scrollTop > 0);
      kept.current = scrolled.map((element) => [element, element.scrollTop] as const);
    };
  }, []);
  return (
    <div ref={root} className="flex min-h-0 min-w-0 flex-1 flex-col">
      {children}
    </div>
  );
}
