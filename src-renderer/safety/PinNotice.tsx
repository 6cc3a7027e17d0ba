import { Link, useLocation } from 'react-router';
import { useWords } from '../app/i18n.ts';
import { useLockState } from '../client/app-state.ts';
import { formatTime } from '../ui/format.ts';
import { usePinCleared } from './use-pin-cleared.ts';

/** How often it is looked at while somebody works here; at once when the hub comes back. */
const LOOK_MS = 60_000;

/** Somebody has cleared this person's PIN: on every screen until they set another. */
export function PinNotice() {
  const t = useWords('safety');
  const { pathname } = useLocation();
  const locked = useLockState()?.locked ?? false;
  const cleared = usePinCleared(LOOK_MS);
  if (!cleared || cleared.self || locked) return null;
  const time = formatTime(Date.parse(cleared.at));
  return (
    <p
      role="status"
      data-testid="pin-cleared"
      className="flex items-center gap-3 rounded-lg border border-warn bg-warn-tint px-3 py-1.5 text-sm"
    >
      <span className="min-w-0 flex-1">
        {cleared.byName === ''
          ? t('pinClearedHere', { time })
          : t('pinCleared', { name: cleared.byName, time })}
      </span>
      {pathname !== '/settings' && (
        <Link to="/settings" className="shrink-0 font-semibold underline">
          {t('pinSetNew')}
        </Link>
      )}
    </p>
  );
}
