import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PlatformSetting } from '#shared/contract/platform.ts';
import { useWords } from '../app/i18n.ts';
import { client, orpc, queryClient } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Section } from '../settings/Section.tsx';
import { useHubThere } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { toast } from '../ui/toast.ts';
import { HealthLight } from './HealthLight.tsx';

const query = () => orpc.platform.get.queryOptions();

/** Which platform live shows act on. The owner names it; its secret goes to the hub and is never shown again. */
export function PlatformSection() {
  const t = useWords('push');
  const hubThere = useHubThere();
  const mayNot = useMayNot('team');
  const { data, isError } = useQuery({ ...query(), enabled: hubThere, retry: false });
  return (
    <Section title={t('section')}>
      <p className="text-sm text-muted">{t('sectionText')}</p>
      {!hubThere ? (
        <p className="text-sm text-warn">{t('sectionAway')}</p>
      ) : isError ? (
        <p className="flex items-center gap-2 text-sm text-warn">
          {t('sectionFailed')}
          <Button
            size="sm"
            onClick={() => void queryClient.invalidateQueries({ queryKey: query().queryKey })}
          >
            {t('look')}
          </Button>
        </p>
      ) : !data ? (
        <Spinner />
      ) : (
        <>
          <div className="flex min-w-0 text-sm" data-testid="platform-named">
            <HealthLight platform={{ ...data, name: data.host ?? 'house', since: null, repushes: [] }} />
          </div>
          {mayNot === null ? <ShopForm setting={data} /> : <p className="text-xs text-muted">{mayNot}</p>}
        </>
      )}
    </Section>
  );
}

function ShopForm({ setting }: { setting: PlatformSetting }) {
  const t = useWords('push');
  const act = useAct();
  const [url, setUrl] = useState('');
  const [secret, setSecret] = useState('');
  const [tried, setTried] = useState(false);
  const urlBad = !/^https?:\/\/\S+$/.test(url.trim());
  const secretBad = secret.trim().length < 8;

  async function name(shop: { url: string; secret: string } | null) {
    const done = await act(async () => {
      queryClient.setQueryData(query().queryKey, await client.platform.set({ shop }));
    });
    if (!done) return;
    setUrl('');
    setSecret('');
    setTried(false);
    toast.ok(t('sectionSaved'));
  }
  return (
    <form
      noValidate
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!urlBad && !secretBad) void name({ url: url.trim(), secret: secret.trim() });
      }}
    >
      <Field
        label={t('shopUrl')}
        hint={t('shopUrlHint')}
        error={tried && urlBad ? t('shopUrlBad') : undefined}
      >
        {(control) => (
          <TextInput
            {...control}
            inputMode="url"
            autoComplete="off"
            data-testid="platform-url"
            value={url}
            onChange={({ target }) => setUrl(target.value)}
          />
        )}
      </Field>
      <Field
        label={t('shopSecret')}
        hint={t('shopSecretHint')}
        error={tried && secretBad ? t('shopSecretBad') : undefined}
      >
        {(control) => (
          <TextInput
            {...control}
            type="password"
            autoComplete="new-password"
            data-testid="platform-secret"
            value={secret}
            onChange={({ target }) => setSecret(target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" data-testid="platform-save">
          {t('save')}
        </Button>
        {setting.host !== null && <Button onClick={() => void name(null)}>{t('shopNone')}</Button>}
      </div>
    </form>
  );
}
