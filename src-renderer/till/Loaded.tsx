import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLanguage, useWords } from '../app/i18n.ts';
import { describeError } from '../client/errors.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Spinner } from '../ui/Spinner.tsx';

/** What a query answered; until then, or when it failed, that. */
export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}) {
  const t = useWords('till');
  const language = useLanguage();
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) return <Spinner />;
  return (
    <EmptyState
      title={t('loadFailed')}
      actions={<Button onClick={() => query.refetch()}>{t('again')}</Button>}
    >
      {describeError(query.error, language)}
    </EmptyState>
  );
}
