import { Plus, X } from 'lucide-react';
import { type UseFormReturn, useFieldArray } from 'react-hook-form';
import { useWords } from '../app/i18n.ts';
import type { DropForm } from '../live/drop-form.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { TextInput } from '../ui/TextInput.tsx';

const MOST_TIERS = 10;

/** What members of certain levels get instead of the coupon's own amount. */
export function TierFields({
  form,
  symbol,
  error,
}: {
  form: UseFormReturn<DropForm>;
  symbol: string;
  error: string | undefined;
}) {
  const t = useWords('drops');
  const tiers = useFieldArray({ control: form.control, name: 'tiers' });
  return (
    <fieldset className="col-span-2 flex flex-col gap-1.5">
      <legend className="sr-only">{t('tiersTitle')}</legend>
      <div className="flex items-center gap-2">
        <span aria-hidden className="flex-1 text-xs text-muted">
          {t('tiersTitle')}
        </span>
        {tiers.fields.length < MOST_TIERS && (
          <Button
            size="sm"
            look="quiet"
            icon={<Plus size={14} aria-hidden />}
            onClick={() => tiers.append({ level: '', amount: '', threshold: '' })}
          >
            {t('tierAdd')}
          </Button>
        )}
      </div>
      {tiers.fields.length > 0 && <p className="text-2xs text-faint">{t('tierNote')}</p>}
      {tiers.fields.map(({ id }, at) => (
        <div key={id} className="grid grid-cols-[1fr_1fr_1fr_auto] items-center gap-2">
          <TextInput
            aria-label={`${t('tierLevel')} ${at + 1}`}
            placeholder={t('tierLevel')}
            autoComplete="off"
            {...form.register(`tiers.${at}.level`)}
          />
          <TextInput
            aria-label={`${t('threshold')} ${at + 1}`}
            placeholder={t('threshold')}
            before={symbol}
            inputMode="decimal"
            autoComplete="off"
            {...form.register(`tiers.${at}.threshold`)}
          />
          <TextInput
            aria-label={`${t('amount')} ${at + 1}`}
            placeholder={t('amount')}
            before={symbol}
            inputMode="decimal"
            autoComplete="off"
            {...form.register(`tiers.${at}.amount`)}
          />
          <IconButton label={t('tierRemove', { n: at + 1 })} onClick={() => tiers.remove(at)}>
            <X size={14} aria-hidden />
          </IconButton>
        </div>
      ))}
      {error && <p className="text-2xs text-live">{error}</p>}
    </fieldset>
  );
}
