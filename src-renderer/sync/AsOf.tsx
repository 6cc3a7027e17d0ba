import { useWords } from '../app/i18n.ts';
import { useLive } from '../client/live.ts';
import { useNowMs } from '../client/now.ts';
import { Pill } from '../ui/Pill.tsx';
import { ageText, timeText } from './age.ts';

/** How old the live figures beside it are, while they cannot be renewed. A counter never silently stops. */
export function AsOf({ testId = 'stale' }: { testId?: string }) {
  const t = useWords('sync');
  const stale = useLive((live) => live.stale);
  if (!stale) return null;
  return (
    <Pill tone="hatched" title={t('asOfTip')}>
      <AsOfText testId={testId} />
    </Pill>
  );
}

/** The same in the place of a label. */
export function AsOfText({ testId }: { testId: string }) {
  const t = useWords('sync');
  const asOf = useLive((live) => live.asOf);
  const nowMs = useNowMs();
  const atMs = asOf === null ? null : Date.parse(asOf);
  return (
    <span data-testid={testId}>
      {atMs === null
        ? t('asOfNever')
        : t('asOf', { time: timeText(atMs, nowMs), age: ageText(nowMs - atMs, t) })}
    </span>
  );
}
