import { useUiWords } from './use-ui-words.ts';

export function Spinner({ label }: { label?: string }) {
  const t = useUiWords();
  return (
    <div role="status" className="m-auto flex items-center gap-2.5 p-4 text-sm text-muted">
      <span
        aria-hidden
        className="spinning size-4 rounded-full border-2 border-line-strong border-t-transparent"
      />
      {label ?? t('loading')}
    </div>
  );
}
