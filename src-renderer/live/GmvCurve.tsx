import { lazy, type ReactNode, Suspense, useMemo } from 'react';
import type { Rundown } from '#shared/contract/desk.ts';
import { formatFen } from '#shared/domain/money.ts';
import type { RundownTiming } from '#shared/domain/rundown/rundown.timing.ts';
import { useWords } from '../app/i18n.ts';
import { useLive } from '../client/live.ts';
import { Fallback } from '../ui/Fallback.tsx';
import { formatClock } from '../ui/format.ts';
import { netCurve, type PacePlan } from './curve.ts';
import { useThrottled } from './use-throttled.ts';

const CurveChart = lazy(async () => ({ default: (await import('./CurveChart.tsx')).CurveChart }));

/** Net GMV over the show, with the pace that the target asks for. */
export function GmvCurve({ rundown, timing }: { rundown: Rundown; timing: RundownTiming }) {
  const t = useWords('live');
  const minutes = useThrottled(
    useLive((live) => live.minutes),
    1000,
  );
  const points = useMemo(() => netCurve(minutes.values(), Date.now()), [minutes]);
  const { targetFen, currency } = rundown.show;
  const startMs = timing.rows[0]?.plannedStartMs ?? null;
  const endMs = timing.plannedEndMs;
  const plan = useMemo<PacePlan | null>(
    () => (targetFen && startMs !== null && endMs !== null ? { startMs, endMs, targetFen } : null),
    [targetFen, startMs, endMs],
  );
  const { run } = rundown;
  const tone = run.state !== 'live' ? 'text' : run.kind === 'rehearsal' ? 'warn' : 'live';
  const first = points[0];
  const last = points.at(-1);
  return (
    <section className="relative min-h-16 flex-1" aria-label={t('curve')}>
      {first && last ? (
        <>
          <p className="sr-only">
            {t('curveAria', {
              from: formatClock(first[0]),
              to: formatClock(last[0]),
              net: formatFen(Math.round(last[1] * 100), currency),
            })}
          </p>
          <Fallback fallback={<Note>{t('curveBroken')}</Note>}>
            <Suspense fallback={null}>
              <CurveChart
                points={points}
                plan={plan}
                currency={currency}
                paceName={t('curvePace')}
                tone={tone}
              />
            </Suspense>
          </Fallback>
        </>
      ) : (
        <Note>{t('curveEmpty')}</Note>
      )}
    </section>
  );
}

function Note({ children }: { children: ReactNode }) {
  return <div className="grid h-full place-items-center p-3 text-center text-xs text-faint">{children}</div>;
}
