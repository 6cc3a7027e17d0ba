/** Language and theme of this tablet, kept by its browser: the desk's own stay as they are. */
import { z } from 'zod';
import { setLanguage, systemLanguage } from '../app/i18n.ts';
import { createStore } from '../client/store.ts';

const looksSchema = z.object({
  language: z.enum(['zh', 'en']),
  theme: z.enum(['dark', 'light']),
  /** Of the prompter: lines a minute, size in hundredths of the usual, mirrored for a glass before the lens. */
  speed: z.int().min(1).max(10),
  sizePct: z.int().min(60).max(240),
  mirrored: z.boolean(),
});
export type Looks = z.infer<typeof looksSchema>;

const KEY = 'livedesk.host-looks';
const usual = (): Looks => ({
  ...{ language: systemLanguage(), theme: 'dark', speed: 4, sizePct: 100, mirrored: false },
});

export const looks = createStore<Looks | null>(null);

export function startLooks(): void {
  setLooks(kept());
}

export function setLooks(changes: Partial<Looks>): void {
  const next = { ...(looks.get() ?? usual()), ...changes };
  looks.set(next);
  localStorage.setItem(KEY, JSON.stringify(next));
  document.documentElement.dataset['theme'] = next.theme;
  setLanguage(next.language);
}

function kept(): Looks {
  try {
    return { ...usual(), ...looksSchema.partial().parse(JSON.parse(localStorage.getItem(KEY) ?? '{}')) };
  } catch {
    return usual();
  }
}
