import { useState } from 'react';
import type { ReplyRule } from '#shared/domain/comment/reply-rule.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { TextArea, TextInput } from '../ui/TextInput.tsx';

const listed = (text: string, by: RegExp) =>
  text
    .split(by)
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** One rule: the words that it listens for, one line an answer, and how often at most. */
export function RuleForm({
  rule,
  disabled,
  onDone,
}: {
  rule: ReplyRule | null;
  disabled: boolean;
  onDone: () => void;
}) {
  const t = useWords('comments');
  const act = useAct();
  const [name, setName] = useState(rule?.name ?? '');
  const [words, setWords] = useState(rule?.keywords.join(' ') ?? '');
  const [lines, setLines] = useState(rule?.lines.join('\n') ?? '');
  const [cooldown, setCooldown] = useState(String(rule?.cooldownSec ?? 30));
  const cooldownSec = /^\d{1,4}$/.test(cooldown.trim()) && Number(cooldown) <= 3600 ? Number(cooldown) : null;
  const keywords = listed(words, /[\s,，、;；]+/);
  const answers = listed(lines, /\n/);
  const ready = name.trim() !== '' && keywords.length > 0 && answers.length > 0 && cooldownSec !== null;
  async function save() {
    if (cooldownSec === null) return;
    const input = {
      id: rule?.id ?? null,
      name,
      keywords,
      lines: answers,
      cooldownSec,
      active: rule?.active ?? true,
    };
    if (!(await act(() => client.comment.saveRule(input)))) return;
    onDone();
    if (rule) return;
    // What has been written meanwhile stays.
    setName((now) => (now === name ? '' : now));
    setWords((now) => (now === words ? '' : now));
    setLines((now) => (now === lines ? '' : now));
  }
  return (
    <fieldset disabled={disabled} className="flex min-w-0 flex-col gap-3">
      <Field label={t('ruleName')}>
        {(control) => (
          <TextInput
            {...control}
            maxLength={40}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('ruleWords')} hint={t('ruleWordsHint')}>
        {(control) => (
          <TextInput {...control} value={words} onChange={(event) => setWords(event.target.value)} />
        )}
      </Field>
      <Field label={t('ruleLines')} hint={t('variables')}>
        {(control) => (
          <TextArea {...control} value={lines} onChange={(event) => setLines(event.target.value)} />
        )}
      </Field>
      <Field
        label={t('cooldown')}
        error={cooldownSec === null ? t('range', { min: 0, max: 3600 }) : undefined}
      >
        {(control) => (
          <TextInput
            {...control}
            inputMode="numeric"
            value={cooldown}
            onChange={(event) => setCooldown(event.target.value)}
          />
        )}
      </Field>
      <div className="flex gap-2">
        <Button look="primary" disabled={!ready} onClick={() => void save()}>
          {t(rule ? 'save' : 'add')}
        </Button>
        {rule && <Button onClick={onDone}>{t('cancel')}</Button>}
      </div>
    </fieldset>
  );
}
