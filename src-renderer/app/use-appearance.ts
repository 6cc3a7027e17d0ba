import { useQuery } from '@tanstack/react-query';
import { useEffect, useLayoutEffect } from 'react';
import type { Preferences } from '#shared/contract/desk.ts';
import { client, orpc, queryClient } from '../client/client.ts';
import { setLanguage, systemLanguage } from './i18n.ts';

export function usePreferences(): Preferences | null {
  return useQuery(orpc.preference.get.queryOptions()).data ?? null;
}

/** Shows a preference at once and tells the desk; what the desk then answers is what stands. */
export async function setPreferences(changes: Partial<Preferences>): Promise<void> {
  const { queryKey } = orpc.preference.get.queryOptions();
  queryClient.setQueryData(queryKey, (known) => known && { ...known, ...changes });
  try {
    await client.preference.set(changes);
  } finally {
    await queryClient.invalidateQueries({ queryKey });
  }
}

/** Language and theme of the page by preference. */
export function useAppearance(): void {
  const preferences = usePreferences();
  const theme = preferences?.theme ?? 'dark';
  const language = preferences?.language ?? 'system';
  // Before any drawing reads the page's colours: the curve paints on a canvas with what stands there.
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  useEffect(() => {
    setLanguage(language === 'system' ? systemLanguage() : language);
  }, [language]);
}
