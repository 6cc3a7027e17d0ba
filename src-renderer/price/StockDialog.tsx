import { useState } from 'react';
import type { Product } from '#shared/domain/product/product.schema.ts';
import type { RunId } from '#shared/sync/ids.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { describeError, errorCodeOf } from '../client/errors.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { formatCount } from '../ui/format.ts';
import { TextInput } from '../ui/TextInput.tsx';
import { toast } from '../ui/toast.ts';

const MOST = 1_000_000;

/** Adds pieces or takes some away. What would fall below sold, held and leased is asked once more. */
export function StockDialog({
  runId,
  product,
  direction,
  onClose,
}: {
  runId: RunId;
  product: Product;
  direction: 'add' | 'take';
  onClose: () => void;
}) {
  const t = useWords('price');
  const language = useLanguage();
  const [text, setText] = useState('');
  const [touched, setTouched] = useState(false);
  const [short, setShort] = useState<string | null>(null);
  const [anyway, setAnyway] = useState(false);
  const [busy, setBusy] = useState(false);
  const pieces = /^\d{1,7}$/.test(text.trim()) ? Number(text.trim()) : 0;
  const valid = pieces >= 1 && pieces <= MOST;
  const from = product.stockDeclared ?? 0;
  const to = from + (direction === 'add' ? pieces : -pieces);

  async function save() {
    setTouched(true);
    if (!valid) return;
    setBusy(true);
    try {
      const delta = direction === 'add' ? pieces : -pieces;
      const { told } = await client.offer.stock({ runId, productId: product.id, delta, anyway });
      if (!told) toast.say(t('toldLater'));
      onClose();
    } catch (error) {
      if (errorCodeOf(error) === 'stock/short') setShort(describeError(error, language));
      else toast.error(describeError(error, language));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('stockTitle', { name: product.name })}
      description={t('stockText')}
      testId="stock-dialog"
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            look="primary"
            disabled={busy || (short !== null && !anyway)}
            onClick={() => void save()}
            data-testid="stock-save"
          >
            {t('stockSave')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        className="flex flex-col gap-2"
      >
        <Field
          label={t(direction === 'add' ? 'stockAdd' : 'stockTake')}
          hint={valid ? t('stockAfter', { from: formatCount(from), to: formatCount(to) }) : undefined}
          error={touched && !valid ? t('badCount') : undefined}
        >
          {(control) => (
            <TextInput
              inputMode="numeric"
              autoComplete="off"
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setShort(null);
                setAnyway(false);
              }}
              {...control}
            />
          )}
        </Field>
        {short !== null && (
          <div role="alert" className="rounded-md bg-warn-tint px-2.5 py-2 text-sm text-warn">
            <p className="mb-1.5">{short}</p>
            <Checkbox
              label={t('stockAnyway')}
              checked={anyway}
              onChange={(event) => setAnyway(event.target.checked)}
            />
          </div>
        )}
      </form>
    </Dialog>
  );
}
