import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { client, orpc } from '#renderer/client/client.ts';
import { describeError } from '#renderer/client/errors.ts';
import { useAct } from '#renderer/client/use-act.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ConfirmDialog } from '#renderer/ui/ConfirmDialog.tsx';
import { Dot } from '#renderer/ui/Dot.tsx';
import { formatDay } from '#renderer/ui/format.ts';
import { Panel, PanelHeader } from '#renderer/ui/Panel.tsx';
import { Pill } from '#renderer/ui/Pill.tsx';
import { Spinner } from '#renderer/ui/Spinner.tsx';
import { toast } from '#renderer/ui/toast.ts';
import type { SessionInfo } from '#shared/contract/desk.ts';
import type { TeamDevice } from '#shared/contract/team.ts';
import { may } from '#shared/domain/roles.ts';
import { hubName, personLabel } from './hub-name.ts';
import { InviteForm } from './InviteForm.tsx';

/** Devices of the shown hub: an owner invites and removes here, everybody else is told whose it is. */
export function DevicesPanel({ session }: { session: SessionInfo }) {
  const t = useWords('team');
  const isOwner = may(session.role, 'team');
  return (
    <Panel aria-label={t('members')}>
      <PanelHeader title={t('members')} note={t('membersNote', { hub: hubName(t, session) })} />
      {!isOwner && <p className="p-3 text-sm text-muted">{t('membersOwnerOnly')}</p>}
      {isOwner && session.hub !== 'online' && <p className="p-3 text-sm text-muted">{t('membersAway')}</p>}
      {isOwner && session.hub === 'online' && (
        <>
          <InviteForm session={session} />
          <DeviceList session={session} />
        </>
      )}
    </Panel>
  );
}

function DeviceList({ session }: { session: SessionInfo }) {
  const t = useWords('team');
  const language = useLanguage();
  const act = useAct();
  const [removing, setRemoving] = useState<TeamDevice | null>(null);
  const { sessionId } = session;
  const here = session.consoles.map(({ personId, deviceId }) => `${personId}/${deviceId}`).join(' ');
  const devices = useQuery({
    ...orpc.device.list.queryOptions({ input: { sessionId } }),
    // Who comes or goes may be new or gone for good: asked again then.
    queryKey: [...orpc.device.list.key({ input: { sessionId } }), here],
    placeholderData: (before) => before,
  });
  if (devices.isPending) return <Spinner />;
  if (devices.isError)
    return (
      <div className="flex items-center gap-2 p-3 text-sm">
        <span className="flex-1">{describeError(devices.error, language)}</span>
        <Button size="sm" onClick={() => devices.refetch()}>
          {t('tryAgain')}
        </Button>
      </div>
    );
  const others = devices.data.filter(({ self }) => !self);
  return (
    <>
      {others.length === 0 && <p className="px-3 pt-2 text-sm text-muted">{t('membersEmpty')}</p>}
      <ul className="flex flex-col p-3">
        {devices.data.map((device) => (
          <li
            key={`${device.personId}/${device.deviceId}`}
            data-testid="device"
            data-online={device.online}
            className="flex items-center gap-2.5 border-b border-line py-1.5 text-sm last:border-b-0"
          >
            <Dot tone={device.online ? 'ok' : 'quiet'} />
            <div className="min-w-0 flex-1">
              <p className="break-words">
                {personLabel(t, device.personName)} · {t(`role_${device.role}`)}
                {device.self && <Pill className="ml-1.5">{t('you')}</Pill>}
              </p>
              <p className="break-words text-xs text-muted">
                {[device.deviceName, seen(device), until(device)].filter(Boolean).join(' · ')}
              </p>
            </div>
            {!device.self && (
              <Button size="sm" look="danger" data-testid="device-remove" onClick={() => setRemoving(device)}>
                {t('remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {removing && (
        <ConfirmDialog
          open
          onOpenChange={(open) => {
            if (!open) setRemoving(null);
          }}
          look="danger"
          title={t('removeTitle', { name: personLabel(t, removing.personName) })}
          description={t('removeText')}
          confirmLabel={t('remove')}
          onConfirm={async () => {
            const { personId, deviceId } = removing;
            if (await act(() => client.device.remove({ sessionId, personId, deviceId })))
              toast.ok(t('removed'));
            await devices.refetch();
          }}
        />
      )}
    </>
  );

  function seen({ online, seenAt }: TeamDevice & { online: boolean }): string {
    if (online) return t('online');
    return seenAt === null ? t('neverSeen') : t('lastSeen', { date: formatDay(Date.parse(seenAt)) });
  }
  function until({ expiresAt }: TeamDevice): string | null {
    return expiresAt === null ? null : t('untilDate', { date: formatDay(Date.parse(expiresAt)) });
  }
}
