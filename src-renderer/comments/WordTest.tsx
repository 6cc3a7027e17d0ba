import { skipToken, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { errorText, isErrorCode } from '#shared/contract/errors.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { orpc } from '../client/client.ts';
import { useThrottled } from '../live/use-throttled.ts';
import { Field } from '../ui/Field.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { Found } from './BlockedList.tsx';

const TYPING_MS = 200;

/** Tries a text against the list, or against the pattern that is being written: what is found, and by what. */
export function WordTest({ pattern }: { pattern: string | null }) {
  const t = useWords('comments');
  const language = useLanguage();
  const [text, setText] = useState('');
  const tried = useThrottled(text, TYPING_MS);
  const triedPattern = useThrottled(pattern, TYPING_MS);
  const input =
    tried.trim() === '' ? skipToken : { text: tried, pattern: triedPattern === '' ? null : triedPattern };
  const result = useQuery({ ...orpc.comment.test.queryOptions({ input }), staleTime: 0, gcTime: 0 }).data;
  return (
    <section aria-label={t('test')} className="rounded-md border border-line p-3" data-testid="word-test">
      <Field label={t('test')} hint={t(pattern ? 'testPattern' : 'testList')}>
        {(control) => (
          <TextInput
            {...control}
            value={text}
            maxLength={300}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div role="status" className="mt-2 text-sm">
        {result?.fault && isErrorCode(result.fault) && (
          <p className="text-live">{errorText(result.fault, { at: result.faultAt ?? 0 }, language)}</p>
        )}
        {result && !result.fault && result.hits.length === 0 && tried.trim() !== '' && (
          <p className="text-muted">{t('testNothing')}</p>
        )}
        {tried.trim() !== '' && (
          <ul>
            {result?.hits.map((hit) => (
              <li key={hit.wordId} className="break-words">
                <Found comment={{ text: tried }} mark={{ blocked: hit }} />
                <span className="ml-2 text-2xs text-muted">
                  {t(hit.kind === 'pattern' ? 'byPattern' : 'byWord', { rule: hit.rule })}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
