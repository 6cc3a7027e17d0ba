import { useCallback, useEffect, useState } from 'react';
import { useKeyAction } from './commands.ts';
import type { HotkeyAction } from './hotkeys.ts';
import { useWords } from './i18n.ts';

/** Digits typed towards "arm number n", until Enter or a pause gives them up. */
export function TypedDigits() {
  const t = useWords('app');
  const [text, setText] = useState('');
  const show = useCallback((action: HotkeyAction) => {
    if (action.type === 'digits') setText(action.text);
  }, []);
  useKeyAction('digits', show);
  useEffect(() => {
    if (text === '') return;
    const timer = setTimeout(() => setText(''), 3000);
    return () => clearTimeout(timer);
  }, [text]);
  if (text === '') return null;
  return (
    <div
      role="status"
      className="enter fixed bottom-6 left-1/2 z-50 -translate-x-1/2 rounded-lg border border-line-strong bg-raised px-4 py-2 text-lg font-semibold shadow-xl"
    >
      {t('typedDigits', { text })}
    </div>
  );
}
