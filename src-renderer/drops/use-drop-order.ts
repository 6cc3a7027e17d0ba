import { useCallback } from 'react';
import type { DropState } from '#shared/domain/drop/drop.states.ts';
import { useLanguage } from '../app/i18n.ts';
import { describeError, errorCodeOf, paramsOf } from '../client/errors.ts';
import { toast } from '../ui/toast.ts';
import { forgetRefusal, keepRefusal } from './refused-drop.ts';

/** Arms or fires; where that is refused, the reason is said and stays by the drop. */
export function useDropOrder(): (
  drop: { readonly dropId: string; readonly state: DropState },
  order: () => Promise<unknown>,
) => Promise<void> {
  const language = useLanguage();
  return useCallback(
    async ({ dropId, state }, order) => {
      forgetRefusal(dropId);
      try {
        await order();
      } catch (error) {
        toast.error(describeError(error, language));
        const code = errorCodeOf(error);
        const data = error instanceof Error && 'data' in error ? error.data : null;
        if (code !== null) keepRefusal(dropId, { code, params: paramsOf(data), state });
      }
    },
    [language],
  );
}
