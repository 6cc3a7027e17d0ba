import { useCallback } from 'react';
import { useWords } from '../app/i18n.ts';
import { personLabel } from '../team/hub-name.ts';

/** A person's name as others read it: whoever owns the hub has none of their own. */
export function usePersonName(): (name: string) => string {
  const t = useWords('team');
  return useCallback((name) => personLabel(t, name), [t]);
}
