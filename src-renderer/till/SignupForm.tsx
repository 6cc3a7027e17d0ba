import { useForm } from 'react-hook-form';
import { normalPhone } from '#shared/domain/signup/phone.ts';
import { useWords } from '../app/i18n.ts';
import { client, orpc, queryClient } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Field } from '../ui/Field.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import type { SignedUp } from './SignupPanel.tsx';

interface SignupFields {
  name: string;
  phone: string;
  consent: boolean;
}

/** Name, phone, and the text that the person agrees to. It works with no network; what is noted is sealed at once. */
export function SignupForm({
  showId,
  consentText,
  onDone,
}: {
  showId: string;
  consentText: string;
  onDone: (signedUp: SignedUp) => void;
}) {
  const t = useWords('till');
  const act = useAct();
  const form = useForm<SignupFields>({ defaultValues: { name: '', phone: '', consent: false } });
  const { errors, isSubmitting } = form.formState;
  const save = form.handleSubmit(async ({ name, phone }) => {
    await act(async () => {
      const noted = await client.signup.add({ showId, name: name.trim(), phone, consent: true });
      await queryClient.invalidateQueries({ queryKey: orpc.signup.today.key() });
      onDone({ name: name.trim(), phone: noted.phone, known: noted.signupId === null });
    });
  });
  return (
    <form
      onSubmit={save}
      noValidate
      className="mx-auto flex w-full max-w-xl flex-col gap-4 overflow-y-auto p-5"
    >
      <Field label={t('signupName')} error={errors.name && t('signupNeedName')}>
        {(control) => (
          <TextInput
            {...control}
            {...form.register('name', { validate: (text) => /\S/.test(text) && text.trim().length <= 60 })}
            data-testid="signup-name"
            // The next person's name is what is typed next
            autoFocus
            autoComplete="off"
            className="h-12 text-base"
          />
        )}
      </Field>
      <Field
        label={t('signupPhone')}
        hint={t('signupPhoneHint')}
        error={errors.phone && t('signupNeedPhone')}
      >
        {(control) => (
          <TextInput
            {...control}
            {...form.register('phone', { validate: (text) => normalPhone(text) !== null })}
            data-testid="signup-phone"
            inputMode="tel"
            autoComplete="off"
            maxLength={40}
            className="h-12 text-base"
          />
        )}
      </Field>
      <div>
        <p className="mb-1 text-xs text-muted">{t('signupConsent')}</p>
        <Checkbox
          className="w-full rounded-md border border-line-strong bg-raised p-3 text-base"
          data-testid="signup-consent"
          aria-invalid={errors.consent ? true : undefined}
          label={<span className="whitespace-pre-wrap break-words">{consentText}</span>}
          {...form.register('consent', { validate: (given) => given })}
        />
        {errors.consent && (
          <p role="alert" className="mt-1 text-2xs text-live">
            {t('signupNeedConsent')}
          </p>
        )}
      </div>
      <Button
        look="primary"
        type="submit"
        disabled={isSubmitting}
        className="h-14 text-lg"
        data-testid="signup-save"
      >
        {t('signupDo')}
      </Button>
    </form>
  );
}
