import { useCallback, useRef, useState } from 'react';
import { useLanguage, useWords } from '../app/i18n.ts';
import { DeskAwayError } from '../client/connection.ts';
import { describeError, errorCodeOf } from '../client/errors.ts';
import { toast } from '../ui/toast.ts';

/**
 * For what takes or gives money: however often it is pressed, it runs once at a time. A lost answer is said as such: only
 * a known refusal is surely one.
 */
export function useOnce(): readonly [busy: boolean, once: (act: () => Promise<void>) => Promise<void>] {
  const t = useWords('till');
  const language = useLanguage();
  const under = useRef(false);
  const [busy, setBusy] = useState(false);
  const once = useCallback(
    async (act: () => Promise<void>) => {
      if (under.current) return;
      under.current = true;
      setBusy(true);
      try {
        await act();
      } catch (error) {
        const refused = errorCodeOf(error) !== null || error instanceof DeskAwayError;
        toast.error(refused ? describeError(error, language) : t('saleUnsure'));
      } finally {
        under.current = false;
        setBusy(false);
      }
    },
    [language, t],
  );
  return [busy, once];
}
