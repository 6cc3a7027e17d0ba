import { useState } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { client } from '#renderer/client/client.ts';
import { useAct } from '#renderer/client/use-act.ts';
import { CopyLine } from '#renderer/settings/CopyLine.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { formatDay } from '#renderer/ui/format.ts';
import { Select } from '#renderer/ui/Select.tsx';
import type { SessionInfo } from '#shared/contract/desk.ts';
import { type PersonRole, personRoleSchema } from '#shared/domain/roles.ts';

const HUB_COMMAND = 'npm run hub -- serve --port 4680 --host 0.0.0.0 --data DIR';

/** Makes an invite for a role. The code is shown once; the hub keeps nothing but its hash. */
export function InviteForm({ session }: { session: SessionInfo }) {
  const t = useWords('team');
  const act = useAct();
  const [role, setRole] = useState<PersonRole>('operator');
  const [made, setMade] = useState<{ code: string; expiresAt: string } | null>(null);
  const [busy, setBusy] = useState(false);

  async function make() {
    setBusy(true);
    await act(async () => setMade(await client.device.invite({ sessionId: session.sessionId, role })));
    setBusy(false);
  }
  return (
    <div className="flex flex-col gap-2 border-b border-line p-3">
      <div className="flex items-end gap-2">
        <Field label={t('inviteRole')} className="w-44">
          {(control) => (
            <Select
              {...control}
              data-testid="invite-role"
              value={role}
              onChange={(next) => {
                setRole(next);
                setMade(null);
              }}
              options={personRoleSchema.options.map((each) => ({ value: each, label: t(`role_${each}`) }))}
            />
          )}
        </Field>
        <Button disabled={busy} onClick={make} data-testid="invite-make">
          {t('inviteMake')}
        </Button>
      </div>
      {made && (
        <div role="status" className="flex flex-col gap-1.5 text-sm">
          <p>{t('inviteOnce', { date: formatDay(Date.parse(made.expiresAt)) })}</p>
          <div data-testid="invite-code" data-code={made.code}>
            <CopyLine text={made.code} />
          </div>
          <p className="text-xs text-muted">{t('inviteAddress')}</p>
          <CopyLine text={session.hubUrl} />
        </div>
      )}
      {session.own && (
        <div className="text-xs text-muted">
          <p className="mb-1">{t('inviteLocal')}</p>
          <CopyLine text={HUB_COMMAND} />
        </div>
      )}
    </div>
  );
}
