import { CircleAlert } from 'lucide-react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { describeError } from '#renderer/client/errors.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { useLate } from './use-late.ts';

const bars = ['w-3/5', 'w-4/5', 'w-2/5', 'w-3/4', 'w-1/2', 'w-2/3'];

/** Lines in place of a list that is late; nothing at all while it may still come at once. */
export function Loading() {
  const late = useLate(true);
  if (!late) return null;
  return (
    <div aria-hidden className="flex flex-col gap-4 p-4">
      {bars.map((width) => (
        <div key={width} className={`pulse-soft h-3 rounded-sm bg-line ${width}`} />
      ))}
    </div>
  );
}

export function LoadFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useWords('community');
  const language = useLanguage();
  return (
    <EmptyState
      icon={<CircleAlert size={28} strokeWidth={1.25} aria-hidden />}
      title={t('loadFailed')}
      actions={<Button onClick={onRetry}>{t('tryAgain')}</Button>}
    >
      {describeError(error, language)}
    </EmptyState>
  );
}
