import { MonitorSmartphone } from 'lucide-react';
import { Link } from 'react-router';
import { useWords } from '#renderer/app/i18n.ts';
import { useSessions } from '#renderer/client/app-state.ts';
import { Tooltip } from '#renderer/ui/Tooltip.tsx';
import { hubName, personLabel } from './hub-name.ts';

/** How many consoles are on this hub, and, with several hubs joined, which one is shown. Alone it says nothing. */
export function PresenceLink() {
  const t = useWords('team');
  const sessions = useSessions();
  const shown = sessions.find((session) => session.shown);
  if (!shown || (sessions.length < 2 && shown.consoles.length < 2)) return null;
  const { consoles, hub } = shown;
  const count = hub === 'online' ? t('presence', { n: consoles.length }) : t('presenceAway');
  return (
    <Tooltip
      text={
        <>
          <span className="block font-semibold">{hubName(t, shown)}</span>
          {consoles.map(({ personId, deviceId, personName, role, deviceName }) => (
            <span key={`${personId}/${deviceId}`} className="block">
              {personLabel(t, personName)} · {t(`role_${role}`)}
              {deviceName !== null && ` · ${deviceName}`}
            </span>
          ))}
        </>
      }
    >
      <Link
        to="/team"
        data-testid="presence"
        data-count={consoles.length}
        aria-label={`${hubName(t, shown)} · ${count} · ${t('openTeam')}`}
        className="flex min-w-0 items-center gap-1.5 whitespace-nowrap rounded-md text-xs text-muted hover:text-text"
      >
        <MonitorSmartphone size={15} aria-hidden className="shrink-0" />
        {count}
        {sessions.length > 1 && (
          <span className="hidden max-w-36 truncate min-[1700px]:inline">· {hubName(t, shown)}</span>
        )}
      </Link>
    </Tooltip>
  );
}
