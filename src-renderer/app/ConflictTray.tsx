import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import type { Conflict } from '#shared/contract/desk.ts';
import { errorText, isErrorCode } from '#shared/contract/errors.ts';
import { client, orpc } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { formatDay } from '../ui/format.ts';
import { useLanguage, useWords, type WordKey } from './i18n.ts';
import { appWords } from './words.ts';

/** Operations that the hub refused: each with its reason, until the person retries or discards it. */
export function ConflictTray() {
  const t = useWords('app');
  const conflicts = useQuery(orpc.outbox.conflicts.queryOptions()).data ?? [];
  if (conflicts.length === 0) return null;
  return (
    <section
      data-testid="conflict-tray"
      aria-label={t('conflictTitle', { n: conflicts.length })}
      className="shrink-0 rounded-lg border border-warn bg-warn-tint px-3 py-2"
    >
      <h2 className="flex items-center gap-2 font-semibold text-warn">
        <TriangleAlert size={15} aria-hidden />
        {t('conflictTitle', { n: conflicts.length })}
        <span className="text-xs font-normal text-muted">{t('conflictNote')}</span>
      </h2>
      <ul className="mt-1 max-h-[22vh] overflow-y-auto">
        {conflicts.map((conflict) => (
          <ConflictRow key={conflict.opId} conflict={conflict} />
        ))}
      </ul>
    </section>
  );
}

function ConflictRow({ conflict }: { conflict: Conflict }) {
  const t = useWords('app');
  const act = useAct();
  const language = useLanguage();
  const wordKey = `op.${conflict.name}`;
  const reason = isErrorCode(conflict.code)
    ? errorText(conflict.code, conflict.params, language)
    : conflict.code;
  return (
    <li className="flex items-center gap-3 border-t border-line py-1.5 first:border-t-0">
      <span className="shrink-0 font-medium">
        {isAppWord(wordKey) ? t(wordKey) : t('opUnknown', { name: conflict.name })}
      </span>
      <span className="min-w-0 flex-1 text-muted">{reason}</span>
      <time className="shrink-0 text-xs text-faint" dateTime={conflict.at}>
        {formatDay(Date.parse(conflict.at))}
      </time>
      <Button size="sm" onClick={() => act(() => client.outbox.retry({ opId: conflict.opId }))}>
        {t('conflictRetry')}
      </Button>
      <Button
        size="sm"
        look="quiet"
        onClick={() => act(() => client.outbox.discard({ opId: conflict.opId }))}
      >
        {t('conflictDiscard')}
      </Button>
    </li>
  );
}

function isAppWord(key: string): key is WordKey<'app'> {
  return Object.hasOwn(appWords.zh, key);
}
