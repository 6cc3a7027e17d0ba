import { useQuery } from '@tanstack/react-query';
import { Controller, useForm } from 'react-hook-form';
import type { Till } from '#shared/domain/till/till.schema.ts';
import type { GroupId } from '#shared/sync/ids.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { client, orpc } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Panel, PanelHeader } from '../ui/Panel.tsx';
import { controlLook, TextArea, TextInput } from '../ui/TextInput.tsx';
import { toast } from '../ui/toast.ts';
import { Loaded } from './Loaded.tsx';
import { PictureField } from './PictureField.tsx';
import type { TillPlace } from './till-place.ts';

interface SetUpFields {
  prefix: string;
  payQr: string | null;
  groupId: string;
  groupPicture: string | null;
  /** A join link, drawn as a code where there is no picture. */
  groupLink: string;
  groupCodeUntil: string;
  consentText: string;
}

function fieldsOf(till: Till | null): SetUpFields {
  return {
    prefix: till?.prefix ?? '',
    payQr: till?.payQr ?? null,
    groupId: till?.groupId ?? '',
    groupPicture: till?.groupCode?.as === 'picture' ? till.groupCode.picture : null,
    groupLink: till?.groupCode?.as === 'text' ? till.groupCode.text : '',
    groupCodeUntil: till?.groupCodeUntil ?? '',
    consentText: till?.consentText ?? '',
  };
}

/** What all tills of a show have in common: how tickets are numbered, how people pay, which group they join. */
export function SetUpPanel({ show }: TillPlace) {
  const t = useWords('till');
  const query = useQuery(orpc.till.get.queryOptions({ input: { showId: show.id } }));
  return (
    <Panel aria-label={t('setup')} className="flex-1">
      <PanelHeader title={t('setup')} note={t('setupNote')} />
      <Loaded query={query}>{({ till }) => <SetUpForm showId={show.id} till={till} />}</Loaded>
    </Panel>
  );
}

function SetUpForm({ showId, till }: { showId: Till['showId']; till: Till | null }) {
  const t = useWords('till');
  const language = useLanguage();
  const act = useAct();
  const mayNot = useMayNot('show') !== null;
  const groups = useQuery(orpc.group.list.queryOptions()).data ?? [];
  const form = useForm<SetUpFields>({ defaultValues: fieldsOf(till) });
  const { errors, isSubmitting, isDirty } = form.formState;
  const save = form.handleSubmit(async (values) => {
    const { prefix, payQr, groupId, groupPicture, groupCodeUntil, consentText } = values;
    const link = values.groupLink.trim();
    const drawn = link === '' ? null : ({ as: 'text', text: link } as const);
    const done = await act(() =>
      client.till.setUp({
        showId,
        prefix: prefix.trim(),
        payQr,
        groupId: groupId === '' ? null : (groupId as GroupId),
        groupCode: groupPicture === null ? drawn : { as: 'picture', picture: groupPicture },
        groupCodeUntil: groupCodeUntil === '' ? null : groupCodeUntil,
        consentText: consentText.trim(),
      }),
    );
    if (!done) return;
    form.reset(values);
    toast.ok(t('setupSaved'));
  });
  return (
    <form onSubmit={save} noValidate className="min-h-0 flex-1 overflow-y-auto p-4">
      <fieldset disabled={mayNot} className="mx-auto grid max-w-[64rem] grid-cols-2 gap-x-8 gap-y-5">
        {mayNot && <p className="col-span-2 text-sm text-muted">{t('setupMayNot')}</p>}
        <Controller
          control={form.control}
          name="payQr"
          render={({ field }) => (
            <PictureField
              label={t('setupPayQr')}
              hint={t('setupPayQrHint')}
              value={field.value}
              disabled={mayNot}
              testId="setup-pay-qr"
              onChange={field.onChange}
            />
          )}
        />
        <Controller
          control={form.control}
          name="groupPicture"
          render={({ field }) => (
            <PictureField
              label={t('setupGroupCode')}
              hint={t('setupGroupCodeHint')}
              value={field.value}
              disabled={mayNot}
              testId="setup-group-code"
              onChange={field.onChange}
            />
          )}
        />
        <Field
          label={t('setupPrefix')}
          hint={t('setupPrefixHint')}
          error={errors.prefix && t('setupPrefixBad')}
        >
          {(control) => (
            <TextInput
              {...control}
              {...form.register('prefix', { validate: (text) => /^[\p{L}\p{N}]{0,8}$/u.test(text.trim()) })}
              data-testid="setup-prefix"
              autoComplete="off"
              className="max-w-48"
            />
          )}
        </Field>
        <div className="grid grid-cols-2 gap-4">
          <Field label={t('setupGroup')}>
            {(control) => (
              <select className={controlLook} {...control} {...form.register('groupId')}>
                <option value="">{t('setupGroupNone')}</option>
                {groups.map((group) => (
                  <option key={group.id} value={group.id}>
                    {group.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('setupUntil')}>
            {(control) => <TextInput type="date" {...control} {...form.register('groupCodeUntil')} />}
          </Field>
        </div>
        <Field label={t('setupLink')} hint={t('setupLinkHint')} className="col-span-2">
          {(control) => (
            <TextInput
              {...control}
              {...form.register('groupLink')}
              data-testid="setup-group-link"
              autoComplete="off"
              maxLength={1000}
            />
          )}
        </Field>
        <Field label={t('setupConsent')} hint={t('setupConsentHint')} className="col-span-2">
          {(control) => (
            <TextArea
              {...control}
              {...form.register('consentText')}
              data-testid="setup-consent"
              maxLength={1000}
              rows={4}
              lang={language === 'zh' ? 'zh-CN' : 'en'}
            />
          )}
        </Field>
        <div className="col-span-2 flex gap-2">
          <Button
            onClick={() => form.setValue('consentText', t('setupConsentExample'), { shouldDirty: true })}
          >
            {t('setupConsentUse')}
          </Button>
          <Button
            look="primary"
            type="submit"
            className="ml-auto px-8"
            disabled={isSubmitting || !isDirty}
            data-testid="setup-save"
          >
            {t('setupSave')}
          </Button>
        </div>
      </fieldset>
    </form>
  );
}
