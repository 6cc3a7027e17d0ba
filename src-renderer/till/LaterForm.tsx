import { useForm } from 'react-hook-form';
import { useWords } from '../app/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { TextInput } from '../ui/TextInput.tsx';

interface Words {
  buyerName: string;
  note: string;
}

/** A ticket that is paid later: whose it is, so that it can be found again. */
export function LaterForm({
  busy,
  onBack,
  onOpen,
}: {
  busy: boolean;
  onBack: () => void;
  onOpen: (words: Words) => Promise<void>;
}) {
  const t = useWords('till');
  const form = useForm<Words>({ defaultValues: { buyerName: '', note: '' } });
  return (
    <form className="flex flex-col gap-3" onSubmit={form.handleSubmit(onOpen)} noValidate>
      <p className="text-sm text-muted">{t('laterText')}</p>
      <Field label={t('buyer')}>
        {(control) => (
          <TextInput
            {...control}
            {...form.register('buyerName')}
            data-testid="later-buyer"
            // The name is what is typed next
            autoFocus
            autoComplete="off"
            maxLength={60}
            className="h-12 text-base"
          />
        )}
      </Field>
      <Field label={t('note')}>
        {(control) => (
          <TextInput
            {...control}
            {...form.register('note')}
            autoComplete="off"
            maxLength={300}
            className="h-11"
          />
        )}
      </Field>
      <div className="grid grid-cols-[auto_1fr] gap-2">
        <Button className="h-14" onClick={onBack}>
          {t('back')}
        </Button>
        <Button
          look="primary"
          type="submit"
          disabled={busy}
          className="h-14 text-lg"
          data-testid="later-confirm"
        >
          {t('laterDo')}
        </Button>
      </div>
    </form>
  );
}
