import { useRef, useState } from 'react';
import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import { Field } from '../ui/Field.tsx';
import { fenToInput, parseFen } from '../ui/format.ts';
import { controlLook } from '../ui/TextInput.tsx';
import { likelyCash } from './cash.ts';

/** Cash handed over and the change to give. Left empty it is not noted. Enter in the field says "paid". */
export function CashForm({
  totalFen,
  currency,
  busy,
  onBack,
  onPaid,
}: {
  totalFen: number;
  currency: string;
  busy: boolean;
  onBack: () => void;
  onPaid: (receivedFen: number | null) => void;
}) {
  const t = useWords('till');
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const receivedFen = typed.trim() === '' ? null : parseFen(typed);
  const unreadable = typed.trim() !== '' && receivedFen === null;
  const changeFen = receivedFen === null ? null : receivedFen - totalFen;
  const short = changeFen !== null && changeFen < 0;
  function choose(amount: number) {
    setTyped(fenToInput(amount));
    field.current?.focus();
  }
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!unreadable && !short && !busy) onPaid(receivedFen);
      }}
    >
      <Field
        label={t('cashReceived')}
        hint={t('cashHint')}
        error={
          unreadable
            ? t('cashBad')
            : short
              ? t('cashShort', { amount: formatFen(-(changeFen ?? 0), currency) })
              : undefined
        }
      >
        {(control) => (
          <input
            {...control}
            ref={field}
            data-testid="cash-received"
            // biome-ignore lint/a11y/noAutofocus: the amount is what is typed next
            autoFocus
            inputMode="decimal"
            autoComplete="off"
            className={cx(controlLook, 'h-12 text-xl font-semibold')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-2">
        <Button className="h-12" onClick={() => choose(totalFen)}>
          {t('cashExact')}
        </Button>
        {likelyCash(totalFen).map((amount) => (
          <Button key={amount} className="h-12" onClick={() => choose(amount)}>
            {formatFen(amount, currency)}
          </Button>
        ))}
      </div>
      <p className="flex items-baseline justify-between border-t border-line pt-2">
        <span className="text-muted">{t('change')}</span>
        <output data-testid="cash-change" className="text-2xl font-bold">
          {changeFen !== null && changeFen >= 0 ? formatFen(changeFen, currency) : '—'}
        </output>
      </p>
      <div className="grid grid-cols-[auto_1fr] gap-2">
        <Button className="h-14" onClick={onBack}>
          {t('back')}
        </Button>
        <Button
          look="primary"
          type="submit"
          data-testid="cash-confirm"
          disabled={busy || unreadable || short}
          className="h-14 text-lg"
        >
          {t('cashDo')}
        </Button>
      </div>
    </form>
  );
}
