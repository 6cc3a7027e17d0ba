import { useId } from 'react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { setPreferences, usePreferences } from '#renderer/app/use-appearance.ts';
import { describeError } from '#renderer/client/errors.ts';
import { cx } from '#renderer/ui/class-names.ts';
import { toast } from '#renderer/ui/toast.ts';
import type { Preferences } from '#shared/contract/desk.ts';
import { Section } from './Section.tsx';

export function LooksSection() {
  const t = useWords('settings');
  const language = useLanguage();
  const preferences = usePreferences();
  const set = (changes: Partial<Preferences>) =>
    void setPreferences(changes).catch((error: unknown) =>
      toast.error(t('saveFailed', { reason: describeError(error, language) })),
    );
  return (
    <Section title={t('looks')}>
      <Choice
        label={t('language')}
        value={preferences?.language ?? 'system'}
        onChange={(value) => set({ language: value })}
        options={[
          ['system', t('languageSystem')],
          ['zh', '中文'],
          ['en', 'English'],
        ]}
      />
      <Choice
        label={t('theme')}
        value={preferences?.theme ?? 'dark'}
        onChange={(value) => set({ theme: value })}
        options={[
          ['dark', t('themeDark')],
          ['light', t('themeLight')],
        ]}
      />
    </Section>
  );
}

function Choice<V extends string>({
  label,
  value,
  onChange,
  options,
}: {
  label: string;
  value: V;
  onChange: (value: V) => void;
  options: readonly (readonly [V, string])[];
}) {
  const name = useId();
  return (
    <fieldset className="m-0 grid grid-cols-[7rem_1fr] items-center gap-x-3 border-0 p-0">
      <legend className="sr-only">{label}</legend>
      <span aria-hidden className="text-sm text-muted">
        {label}
      </span>
      <div className="flex w-fit rounded-md border border-line-strong p-0.5">
        {options.map(([option, text]) => (
          <label
            key={option}
            className={cx(
              'rounded-sm px-3 py-0.5 text-sm has-focus-visible:outline-2 has-focus-visible:outline-focus',
              option === value ? 'bg-strong font-semibold text-strong-ink' : 'text-muted hover:text-text',
            )}
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={option === value}
              onChange={() => onChange(option)}
            />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
