import { useWords } from '#renderer/app/i18n.ts';
import { useSessions } from '#renderer/client/app-state.ts';
import { Panel, PanelHeader } from '#renderer/ui/Panel.tsx';
import { Spinner } from '#renderer/ui/Spinner.tsx';
import { DevicesPanel } from './DevicesPanel.tsx';
import { JoinPanel } from './JoinPanel.tsx';
import { SessionCard } from './SessionCard.tsx';

/** Every hub that this console is joined to, joining another, and the team of the one that is shown. */
export function TeamScreen() {
  const t = useWords('team');
  const sessions = useSessions();
  const shown = sessions.find((session) => session.shown);
  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-[76rem] flex-col gap-2 pb-4">
        <h1 className="px-1 pt-1 text-lg font-semibold">{t('team')}</h1>
        <div className="grid grid-cols-[3fr_2fr] items-start gap-2">
          <Panel aria-label={t('sessions')}>
            <PanelHeader title={t('sessions')} note={t('sessionsNote')} />
            {sessions.length === 0 && <Spinner />}
            <ul>
              {sessions.map((session) => (
                <SessionCard key={session.sessionId} session={session} />
              ))}
            </ul>
          </Panel>
          <div className="flex min-w-0 flex-col gap-2">
            {shown && <DevicesPanel key={shown.sessionId} session={shown} />}
            <JoinPanel />
          </div>
        </div>
      </div>
    </main>
  );
}
