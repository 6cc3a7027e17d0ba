import { useCallback } from 'react';
import { useLanguage } from '../app/i18n.ts';
import { toast } from '../ui/toast.ts';
import { describeError } from './errors.ts';

/**
 * Runs a command of the desk and tells the person when it failed: `await act(() => client.run.end({ runId }))`.
 * Answers whether it was done.
 */
export function useAct(): (command: () => Promise<unknown>) => Promise<boolean> {
  const language = useLanguage();
  return useCallback(
    async (command) => {
      try {
        await command();
        return true;
      } catch (error) {
        toast.error(describeError(error, language));
        return false;
      }
    },
    [language],
  );
}
