import { useTranslation } from 'react-i18next';
import type { uiWords } from './words.ts';

/** The primitives' own few words. Screens use `useWords` of app/i18n.ts. */
export function useUiWords(): (key: keyof (typeof uiWords)['zh']) => string {
  const { t } = useTranslation('ui');
  return (key) => t(key);
}
