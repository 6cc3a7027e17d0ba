import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BlockedWord } from '#shared/domain/comment/blocked-word.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client, orpc } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Field } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { TextArea, TextInput } from '../ui/TextInput.tsx';
import { WordTest } from './WordTest.tsx';

/** The list of words and patterns, and a box to try them. */
export function BlockedWords() {
  const t = useWords('comments');
  const act = useAct();
  const mayNot = useMayNot('comment');
  const rules = useQuery(orpc.comment.rules.queryOptions()).data;
  const [kind, setKind] = useState<BlockedWord['kind']>('word');
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  if (!rules) return <Spinner />;
  const texts =
    kind === 'pattern'
      ? [text.trim()].filter((each) => each !== '')
      : text
          .split(/[\n,，、;；]+/)
          .map((each) => each.trim())
          .filter((each) => each !== '');
  async function add() {
    if (!(await act(() => client.comment.addWords({ kind, texts, note })))) return;
    // What has been written meanwhile stays.
    setText((now) => (now === text ? '' : now));
    setNote((now) => (now === note ? '' : now));
  }
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-3">
        <fieldset disabled={mayNot !== null} className="flex min-w-0 flex-col gap-3">
          <Field label={t('wordKind')}>
            {(control) => (
              <Select
                {...control}
                value={kind}
                onChange={setKind}
                options={[
                  { value: 'word', label: t('kind_word') },
                  { value: 'pattern', label: t('kind_pattern') },
                ]}
              />
            )}
          </Field>
          <Field label={t('wordText')} hint={t(kind === 'word' ? 'wordHint' : 'patternHint')}>
            {(control) =>
              kind === 'word' ? (
                <TextArea {...control} value={text} onChange={(event) => setText(event.target.value)} />
              ) : (
                <TextInput
                  {...control}
                  maxLength={200}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                />
              )
            }
          </Field>
          <Field label={t('wordNote')}>
            {(control) => (
              <TextInput
                {...control}
                maxLength={120}
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
          <Button
            look="primary"
            className="self-start"
            disabled={texts.length === 0}
            onClick={() => void add()}
          >
            {t('add')}
          </Button>
        </fieldset>
        <WordTest pattern={kind === 'pattern' ? text : null} />
      </div>
      {rules.words.length === 0 ? (
        <EmptyState title={null}>{t('wordsNone')}</EmptyState>
      ) : (
        <ul className="max-h-[26rem] divide-y divide-line overflow-y-auto" aria-label={t('part_words')}>
          {rules.words.map((word) => (
            <li key={word.id} className="flex items-center gap-2 py-1 text-sm" data-testid="blocked-word">
              <span className="min-w-0 flex-1">
                <span className={word.kind === 'pattern' ? 'font-mono break-all' : 'break-words'}>
                  {word.text}
                </span>
                <span className="ml-2 text-2xs text-muted">
                  {t(`kind_${word.kind}`)}
                  {word.note !== '' && ` · ${word.note}`}
                  {rules.pendingIds.includes(word.id) && ` · ${t('pending')}`}
                </span>
              </span>
              {mayNot === null && (
                <Button
                  size="sm"
                  look="quiet"
                  aria-label={`${t('remove')}: ${word.text}`}
                  onClick={() => void act(() => client.comment.removeWord({ blockedWordId: word.id }))}
                >
                  {t('remove')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
