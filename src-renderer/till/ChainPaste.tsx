import { useState } from 'react';
import { useWords } from '../app/i18n.ts';
import { Button } from '../ui/Button.tsx';
import { formatCount } from '../ui/format.ts';
import { TextArea } from '../ui/TextInput.tsx';

/** A day's chain of a large group is far below this; reading takes time in proportion. */
const LONGEST = 100_000;

export function ChainPaste({ onRead }: { onRead: (text: string) => void }) {
  const t = useWords('till');
  const [text, setText] = useState('');
  const tooLong = text.length > LONGEST;
  return (
    <form
      className="mx-auto flex min-h-0 w-full max-w-4xl flex-1 flex-col gap-3 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '' && !tooLong) onRead(text);
      }}
    >
      <p className="text-sm text-muted">{t('chainPasteText')}</p>
      <TextArea
        aria-label={t('chainPaste')}
        aria-invalid={tooLong || undefined}
        placeholder={t('chainPlaceholder')}
        data-testid="chain-text"
        // Pasting is all there is to do here
        autoFocus
        spellCheck={false}
        className="min-h-40 flex-1 resize-none text-base"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex items-center gap-3">
        <p role="status" className="flex-1 text-sm text-warn">
          {tooLong && t('chainTooLong', { n: formatCount(LONGEST) })}
        </p>
        <Button
          look="primary"
          type="submit"
          className="h-12 px-10 text-base"
          disabled={text.trim() === '' || tooLong}
          data-testid="chain-read"
        >
          {t('chainRead')}
        </Button>
      </div>
    </form>
  );
}
