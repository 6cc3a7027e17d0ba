import { useCallback, useState } from 'react';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { useKeyAction } from './commands.ts';
import { useWords } from './i18n.ts';

const rows = [
  { keys: ['F12'], word: 'keyTake' },
  { keys: ['F8', 'F9'], word: 'keyArm' },
  { keys: 'keyArmNumberKeys', word: 'keyArmNumber' },
  { keys: ['Alt 1', '…', 'Alt 9'], word: 'keyPads' },
  { keys: ['Ctrl K', '⌘ K'], word: 'keyPalette' },
  { keys: ['?'], word: 'keyKeys' },
  { keys: ['F2'], word: 'keyTillFind' },
  { keys: ['F4', 'F6', 'F7'], word: 'keyTillPay' },
  { keys: ['Enter'], word: 'keyRowArm' },
  { keys: ['Alt ↑', 'Alt ↓'], word: 'keyRowMove' },
  { keys: ['F2'], word: 'keyRowPlan' },
  { keys: ['Shift F10'], word: 'keyRowMenu' },
] as const;

export function KeysSheet() {
  const t = useWords('app');
  const [open, setOpen] = useState(false);
  const show = useCallback(() => setOpen(true), []);
  useKeyAction('keys', show);
  return (
    <Dialog open={open} onOpenChange={setOpen} title={t('keys')} description={t('keysNote')}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-2">
        {rows.map(({ keys, word }) => (
          <div key={word} className="contents">
            <dt className="flex gap-1.5">
              {(typeof keys === 'string' ? t(keys).split(' ') : keys).map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{t(word)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
