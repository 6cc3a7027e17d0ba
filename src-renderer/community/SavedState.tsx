import { useWords } from '#renderer/app/i18n.ts';
import { Dot, type DotTone } from '#renderer/ui/Dot.tsx';
import type { SaveState } from './draft-saver.ts';

const looks: Readonly<
  Record<SaveState, { tone: DotTone; word: 'empty' | 'saved' | 'unsaved' | 'saving' | 'saveFailed' }>
> = {
  empty: { tone: 'quiet', word: 'empty' },
  saved: { tone: 'ok', word: 'saved' },
  unsaved: { tone: 'hatched', word: 'unsaved' },
  saving: { tone: 'hatched', word: 'saving' },
  failed: { tone: 'warn', word: 'saveFailed' },
};

export function SavedState({ state }: { state: SaveState }) {
  const t = useWords('community');
  const { tone, word } = looks[state];
  return (
    <span role="status" className="flex min-w-0 items-center gap-1.5 text-xs text-muted" data-save={state}>
      <Dot tone={tone} />
      <span className="truncate">{t(word)}</span>
    </span>
  );
}
