import { ScanBarcode, X } from 'lucide-react';
import type { RefObject } from 'react';
import { useWords } from '../app/i18n.ts';
import { KeyHint } from '../app/KeyHint.tsx';
import { cx } from '../ui/class-names.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { controlLook } from '../ui/TextInput.tsx';
import { tillKeys } from './till-keys.ts';
import type { Heard } from './use-selling.ts';

/** Where scanners and people type. What came of the last code is said below it, and to screen readers. */
export function ScanField({
  field,
  text,
  onText,
  onEnter,
  heard,
}: {
  field: RefObject<HTMLInputElement | null>;
  text: string;
  onText: (text: string) => void;
  onEnter: () => void;
  heard: Heard | null;
}) {
  const t = useWords('till');
  return (
    <form
      className="shrink-0 border-b border-line p-2"
      onSubmit={(event) => {
        event.preventDefault();
        onEnter();
      }}
    >
      <div className="relative flex items-center">
        <ScanBarcode size={20} aria-hidden className="pointer-events-none absolute left-3 text-muted" />
        <input
          ref={field}
          data-testid="till-scan"
          aria-label={t('scanLabel')}
          placeholder={t('scanPlaceholder')}
          // biome-ignore lint/a11y/noAutofocus: a till waits for a code; whoever comes here is about to scan
          autoFocus
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          className={cx(controlLook, 'h-12 pr-20 pl-10 text-base')}
          value={text}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && text !== '') {
              event.preventDefault();
              onText('');
            }
            if (event.key === 'ArrowDown') {
              event.preventDefault();
              document.querySelector<HTMLElement>('[data-testid="till-product"]')?.focus();
            }
          }}
        />
        <span className="absolute right-2.5 flex items-center gap-1.5 text-muted">
          {text !== '' && (
            <IconButton label={t('clearSearch')} onClick={() => onText('')}>
              <X size={16} aria-hidden />
            </IconButton>
          )}
          <KeyHint command={tillKeys.find} />
        </span>
      </div>
      <p
        role="status"
        data-testid="till-heard"
        data-tone={heard?.tone}
        className={cx('mt-1 h-5 truncate text-sm', heard?.tone === 'problem' ? 'text-warn' : 'text-muted')}
      >
        {heard?.text}
      </p>
    </form>
  );
}
