import { type FormEvent, useState } from 'react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { client } from '#renderer/client/client.ts';
import { describeError } from '#renderer/client/errors.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Field } from '#renderer/ui/Field.tsx';
import { Panel, PanelHeader } from '#renderer/ui/Panel.tsx';
import { TextInput } from '#renderer/ui/TextInput.tsx';
import { toast } from '#renderer/ui/toast.ts';
import { hubAddress } from './hub-address.ts';

const NAME_MAX = 60;

/** Joins a hub by its address and an invite code; what went wrong stays in sight beside the form. */
export function JoinPanel() {
  const t = useWords('team');
  const language = useLanguage();
  const [form, setForm] = useState({ url: '', code: '', personName: '' });
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const url = hubAddress(form.url);
  const name = form.personName.trim();
  const errors = {
    url: url === null ? t('joinNeedUrl') : undefined,
    code: form.code.trim() === '' ? t('joinNeedCode') : undefined,
    personName: name === '' || name.length > NAME_MAX ? t('joinNeedName') : undefined,
  };
  const put = (changes: Partial<typeof form>) => setForm((now) => ({ ...now, ...changes }));

  async function join(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    setFailure(null);
    if (busy || url === null || errors.code || errors.personName) return;
    setBusy(true);
    try {
      await client.session.join({ url, code: form.code.trim(), personName: name });
      toast.ok(t('joined', { host: new URL(url).host }));
      setForm({ url: '', code: '', personName: form.personName });
      setTried(false);
    } catch (error) {
      setFailure(describeError(error, language));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Panel aria-label={t('join')}>
      <PanelHeader title={t('join')} note={t('joinNote')} />
      <form onSubmit={join} noValidate className="flex flex-col gap-3 p-3" data-testid="join-form">
        <Field label={t('joinUrl')} error={tried ? errors.url : undefined}>
          {(control) => (
            <TextInput
              {...control}
              data-testid="join-url"
              inputMode="url"
              autoComplete="off"
              spellCheck={false}
              placeholder="http://192.168.1.20:4680"
              value={form.url}
              onChange={(event) => put({ url: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('joinCode')} error={tried ? errors.code : undefined}>
          {(control) => (
            <TextInput
              {...control}
              data-testid="join-code"
              className="font-mono"
              autoComplete="off"
              spellCheck={false}
              value={form.code}
              onChange={(event) => put({ code: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('joinName')} error={tried ? errors.personName : undefined}>
          {(control) => (
            <TextInput
              {...control}
              data-testid="join-name"
              autoComplete="off"
              value={form.personName}
              onChange={(event) => put({ personName: event.target.value })}
            />
          )}
        </Field>
        {failure !== null && (
          <p role="alert" data-testid="join-failure" className="text-sm text-live">
            {failure}
          </p>
        )}
        <Button type="submit" look="primary" disabled={busy} className="self-start" data-testid="join-do">
          {t(busy ? 'joinBusy' : 'joinDo')}
        </Button>
      </form>
    </Panel>
  );
}
