import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import { chordText } from '#shared/domain/keys/chord.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { useKeyAction } from './commands.ts';
import { useWords, type WordKey } from './i18n.ts';
import { isMac, useKeymap } from './key-hints.ts';
import { keyCommandName, keyGroups } from './key-list.ts';

/** Keys of a row that has the focus: they belong to the row and cannot be changed. */
const rowKeys = [
  { keys: ['Enter'], word: 'keyRowArm' },
  { keys: ['Alt ↑', 'Alt ↓'], word: 'keyRowMove' },
  { keys: ['F2'], word: 'keyRowPlan' },
  { keys: ['Shift F10'], word: 'keyRowMenu' },
  { keys: ['H', 'R', 'P'], word: 'keyRowComment' },
  { keys: ['X', 'M', 'U'], word: 'keyRowModerate' },
] as const;

export function KeysSheet() {
  const t = useWords('app');
  const [open, setOpen] = useState(false);
  const show = useCallback(() => setOpen(true), []);
  useKeyAction('keys', show);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t('keys')}
      description={t('keysNote')}
      width="lg"
      testId="keys-sheet"
      footer={
        <Link
          to="/settings"
          onClick={() => setOpen(false)}
          className="rounded-md px-2 py-1 text-sm text-muted underline hover:text-text"
        >
          {t('keysChange')}
        </Link>
      }
    >
      <KeyColumns />
    </Dialog>
  );
}

function KeyColumns() {
  const t = useWords('app');
  const keymap = useKeymap();
  return (
    <div className="grid grid-cols-2 gap-x-8 gap-y-3">
      {keyGroups.map(({ word, ids }) => (
        <Group key={word} word={word}>
          {ids.map((id) => (
            <Row key={id} keys={keymap[id] === null ? [] : [chordText(keymap[id], isMac())]}>
              {keyCommandName(id, t)}
            </Row>
          ))}
          {word === 'keysLive' && <Row keys={t('keyArmNumberKeys').split(' ')}>{t('keyArmNumber')}</Row>}
        </Group>
      ))}
      <Group word="keysRow">
        {rowKeys.map(({ keys, word }) => (
          <Row key={word} keys={keys}>
            {t(word)}
          </Row>
        ))}
      </Group>
    </div>
  );
}

function Group({ word, children }: { word: WordKey<'app'>; children: React.ReactNode }) {
  const t = useWords('app');
  return (
    <section aria-label={t(word)} className="min-w-0">
      <h3 className="mb-1 border-b border-line pb-1 text-xs font-semibold text-muted">{t(word)}</h3>
      <dl className="m-0 grid grid-cols-[7.5rem_1fr] items-center gap-x-3 gap-y-1 text-sm">{children}</dl>
    </section>
  );
}

function Row({ keys, children }: { keys: readonly string[]; children: React.ReactNode }) {
  const t = useWords('app');
  return (
    <div className="contents">
      <dt className="flex gap-1.5">
        {keys.length === 0 && <span className="text-2xs text-muted">{t('keyNone')}</span>}
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </dt>
      <dd className="m-0 min-w-0">{children}</dd>
    </div>
  );
}
