/**
 * Words of every folder under the folder's name. Holes are `{name}`, as in the error table; keys are flat. `count` is
 * i18next's own word for plurals: name a number anything else.
 */
import i18next from 'i18next';
import { useMemo } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Language } from '#shared/contract/errors.ts';
import { fieldWords } from '../audit/field-words.ts';
import { auditWords } from '../audit/words.ts';
import { checklistWords } from '../checklist/words.ts';
import { clientWords } from '../client/words.ts';
import { commentsWords } from '../comments/words.ts';
import { communityWords } from '../community/words.ts';
import { dropsWords } from '../drops/words.ts';
import { handoverWords } from '../handover/words.ts';
import { hostWords } from '../host/words.ts';
import { liveWords } from '../live/words.ts';
import { priceWords } from '../price/words.ts';
import { promisesWords } from '../promises/words.ts';
import { pushWords } from '../push/words.ts';
import { rehearsalWords } from '../rehearsal/words.ts';
import { reportsWords } from '../reports/words.ts';
import { rescueWords } from '../rescue/words.ts';
import { safetyWords } from '../safety/words.ts';
import { settingsWords } from '../settings/words.ts';
import { severalWords } from '../several/words.ts';
import { sheetsWords } from '../sheets/words.ts';
import { stageWords } from '../stage/words.ts';
import { syncWords } from '../sync/words.ts';
import { teamWords } from '../team/words.ts';
import { tillWords } from '../till/words.ts';
import { timingWords } from '../timing/words.ts';
import { uiWords } from '../ui/words.ts';
import { wallWords } from '../wall/words.ts';
import { welcomeWords } from '../welcome/words.ts';
import { appWords } from './words.ts';

export const words = {
  app: appWords,
  audit: auditWords,
  auditFields: fieldWords,
  checklist: checklistWords,
  client: clientWords,
  comments: commentsWords,
  community: communityWords,
  drops: dropsWords,
  handover: handoverWords,
  host: hostWords,
  live: liveWords,
  push: pushWords,
  price: priceWords,
  rehearsal: rehearsalWords,
  promises: promisesWords,
  reports: reportsWords,
  rescue: rescueWords,
  safety: safetyWords,
  settings: settingsWords,
  several: severalWords,
  sheets: sheetsWords,
  sync: syncWords,
  stage: stageWords,
  team: teamWords,
  till: tillWords,
  timing: timingWords,
  ui: uiWords,
  wall: wallWords,
  welcome: welcomeWords,
} as const;

export type WordSpace = keyof typeof words;
export type WordKey<S extends WordSpace> = keyof (typeof words)[S]['zh'] & string;
export type WordParams = Readonly<Record<string, string | number>>;
/** `t('takeNext', { name })`. */
export type Say<S extends WordSpace> = (key: WordKey<S>, params?: WordParams) => string;

export function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export function startI18n(): void {
  const of = (language: Language) =>
    Object.fromEntries(Object.entries(words).map(([space, each]) => [space, each[language]]));
  void i18next.use(initReactI18next).init({
    lng: systemLanguage(),
    fallbackLng: false,
    resources: { zh: of('zh'), en: of('en') },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  });
  setLanguage(systemLanguage());
}

export function setLanguage(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  if (i18next.language !== language) void i18next.changeLanguage(language);
}

export function useLanguage(): Language {
  return useTranslation().i18n.language === 'zh' ? 'zh' : 'en';
}

/** The words of one folder, in the language of the screen: `const t = useWords('live')`. */
export function useWords<S extends WordSpace>(space: S): Say<S> {
  const { t } = useTranslation(space);
  return useMemo(() => (key, params) => String(t(key as string, { ...params })), [t]);
}
