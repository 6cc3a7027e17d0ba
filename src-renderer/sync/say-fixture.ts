/** Test fixture: words without React. */
import type { Language } from '#shared/contract/errors.ts';
import type { Say } from '../app/i18n.ts';
import { syncWords } from './words.ts';

export function say(language: Language): Say<'sync'> {
  return (key, params) =>
    syncWords[language][key].replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(params?.[name] ?? hole));
}
