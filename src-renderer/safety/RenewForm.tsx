import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { PinCleared } from '#shared/contract/pin.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { client, orpc } from '../client/client.ts';
import { describeError } from '../client/errors.ts';
import { PinField } from '../price/PinField.tsx';
import { isPin } from '../price/pin-form.ts';
import { Button } from '../ui/Button.tsx';
import { formatTime } from '../ui/format.ts';

/** Another PIN on a locked console, after somebody has cleared the one before. */
export function RenewForm({ cleared }: { cleared: PinCleared }) {
  const t = useWords('safety');
  const language = useLanguage();
  const queries = useQueryClient();
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const time = formatTime(Date.parse(cleared.at));
  async function renew(event: FormEvent) {
    event.preventDefault();
    if (!isPin(pin)) return setProblem(t('pinDigits'));
    if (pin !== again) return setProblem(t('pinDiffers'));
    setBusy(true);
    try {
      await client.lock.renew({ pin });
      await queries.invalidateQueries({ queryKey: orpc.pin.key() });
    } catch (error) {
      setProblem(describeError(error, language));
    } finally {
      setBusy(false);
    }
  }
  return (
    <form noValidate onSubmit={(event) => void renew(event)} className="flex flex-col gap-3">
      <p id="locked-text" className="text-sm text-warn" data-testid="lock-cleared">
        {cleared.byName === ''
          ? t('pinClearedHere', { time })
          : t('pinCleared', { name: cleared.byName, time })}
      </p>
      <PinField label={t('pinNew')} value={pin} onChange={setPin} error={undefined} />
      <PinField label={t('pinRepeat')} value={again} onChange={setAgain} error={problem} />
      <Button type="submit" look="primary" disabled={busy} data-testid="lock-renew">
        {busy ? t('unlocking') : t('pinRenew')}
      </Button>
    </form>
  );
}
