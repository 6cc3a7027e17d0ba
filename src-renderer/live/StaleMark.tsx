import { useWords } from '../app/i18n.ts';
import { useLive } from '../client/live.ts';
import { useNowMs } from '../client/now.ts';
import { Pill } from '../ui/Pill.tsx';
import { ageText } from './staleness.ts';

/** Says how old the figures are while they cannot be renewed. A counter never silently stops. */
export function StaleMark() {
  const t = useWords('live');
  const stale = useLive((live) => !live.connected);
  const ready = useLive((live) => live.ready);
  const asOf = useLive((live) => live.asOf);
  const nowMs = useNowMs();
  if (!stale || !ready) return null;
  return (
    <Pill tone="hatched">
      <span data-testid="stale">
        {asOf === null ? t('neverKnown') : t('staleSince', { age: ageText(nowMs - Date.parse(asOf), t) })}
      </span>
    </Pill>
  );
}
