import { useCallback } from 'react';
import { useLanguage } from '../app/i18n.ts';
import { describeError, errorCodeOf, paramsOf } from '../client/errors.ts';
import { toast } from '../ui/toast.ts';
import { forgetRefusal, keepRefusal } from './refused-drop.ts';

/** Arms or fires a drop or a script; where that is refused, the reason is said and stays by it. */
export function useDropOrder(): (
  of: { readonly id: string; readonly state: string },
  order: () => Promise<unknown>,
) => Promise<void> {
  const language = useLanguage();
  return useCallback(
    async ({ id, state }, order) => {
      forgetRefusal(id);
      try {
        await order();
      } catch (error) {
        toast.error(describeError(error, language));
        const code = errorCodeOf(error);
        const data = error instanceof Error && 'data' in error ? error.data : null;
        if (code !== null) keepRefusal(id, { code, params: paramsOf(data), state });
      }
    },
    [language],
  );
}
