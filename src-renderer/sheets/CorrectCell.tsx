import { useId, useState } from 'react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { cx } from '#renderer/ui/class-names.ts';
import { controlLook } from '#renderer/ui/TextInput.tsx';
import type { SheetField } from '#shared/contract/sheet.ts';
import { fieldWords } from '#shared/domain/sheet/problem-words.ts';

/** New text for a cell, read again by the sheet's own rules. Enter says it; Escape takes the typing back. */
export function CorrectCell({
  field,
  initial,
  onCorrect,
  wide = false,
}: {
  field: SheetField;
  initial: string;
  onCorrect: (text: string) => void;
  wide?: boolean;
}) {
  const t = useWords('sheets');
  const language = useLanguage();
  const id = useId();
  const [text, setText] = useState(initial);
  return (
    <form
      className={cx('flex items-center gap-1', wide && 'flex-1')}
      onSubmit={(event) => {
        event.preventDefault();
        onCorrect(text);
      }}
    >
      <label htmlFor={id} className="sr-only">
        {t('correctLabel', { field: fieldWords[field][language] })}
      </label>
      <input
        id={id}
        value={text}
        placeholder={fieldWords[field][language]}
        className={cx(controlLook, 'h-6.5!', wide ? 'flex-1' : 'w-32!')}
        onChange={(event) => setText(event.target.value)}
        onFocus={(event) => event.target.select()}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text !== initial) {
            event.stopPropagation();
            setText(initial);
          }
        }}
      />
      <Button size="sm" type="submit">
        {t('correct')}
      </Button>
    </form>
  );
}
