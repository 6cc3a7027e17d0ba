import { Command as Cmdk } from 'cmdk';
import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useStore } from '../client/store.ts';
import { type Command, commandLists, runKeyAction, useCommands, useKeyAction } from './commands.ts';
import { useLanguage, useWords } from './i18n.ts';
import { KeyHint } from './KeyHint.tsx';
import { places } from './places.ts';
import { searchWordsOf } from './search-words.ts';
import { setPreferences, usePreferences } from './use-appearance.ts';

const groupWords = [
  ['live', 'paletteLive'],
  ['rundown', 'paletteRundown'],
  ['drops', 'paletteDrops'],
  ['go', 'paletteGo'],
  ['app', 'paletteApp'],
] as const;

/** Every command of the screen, found by typing. */
export function CommandPalette() {
  const t = useWords('app');
  const [open, setOpen] = useState(false);
  const toggle = useCallback(() => setOpen((now) => !now), []);
  useKeyAction('palette', toggle);
  useAppCommands();
  const lists = useStore(commandLists);
  const commands = useMemo(() => [...lists.values()].flat(), [lists]);
  function run(command: Command) {
    setOpen(false);
    // After the dialog has given the focus back: a command may open a dialog of its own.
    setTimeout(command.run, 0);
  }
  return (
    <Cmdk.Dialog
      open={open}
      onOpenChange={setOpen}
      label={t('palette')}
      overlayClassName="fade fixed inset-0 z-40 bg-shade"
      contentClassName="enter fixed inset-x-0 top-[14vh] z-50 mx-auto w-[44rem] max-w-[calc(100%-2rem)] overflow-hidden rounded-lg border border-line-strong bg-panel shadow-2xl"
      loop
    >
      <Cmdk.Input
        placeholder={t('palettePlaceholder')}
        className="w-full border-b border-line bg-transparent px-4 py-3 text-base outline-none"
      />
      <Cmdk.List className="max-h-[52vh] overflow-y-auto p-2">
        <Cmdk.Empty className="p-6 text-center text-muted">{t('paletteEmpty')}</Cmdk.Empty>
        {groupWords.map(([group, word]) => {
          const own = commands.filter((command) => command.group === group);
          if (own.length === 0) return null;
          return (
            <Cmdk.Group
              key={group}
              heading={t(word)}
              className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-faint"
            >
              {own.map((command) => (
                <Cmdk.Item
                  key={command.id}
                  value={command.id}
                  keywords={[command.label, command.words ?? '', ...searchWordsOf(command.id)]}
                  disabled={command.disabled ?? false}
                  onSelect={() => run(command)}
                  className="flex items-center gap-3 rounded-md px-2 py-1.5 data-[disabled=true]:text-faint data-[selected=true]:bg-hover"
                >
                  <span className="min-w-0 flex-1 truncate">{command.label}</span>
                  {command.keyOf && <KeyHint command={command.keyOf} />}
                </Cmdk.Item>
              ))}
            </Cmdk.Group>
          );
        })}
      </Cmdk.List>
    </Cmdk.Dialog>
  );
}

function useAppCommands(): void {
  const t = useWords('app');
  const language = useLanguage();
  const theme = usePreferences()?.theme ?? 'dark';
  const navigate = useNavigate();
  const commands = useMemo<Command[]>(
    () => [
      ...places.map(({ to, command, word }) => ({
        id: command,
        group: 'go' as const,
        label: t(word),
        run: () => navigate(to),
      })),
      {
        id: 'app-language',
        group: 'app',
        label: language === 'zh' ? t('toEnglish') : t('toChinese'),
        run: () => void setPreferences({ language: language === 'zh' ? 'en' : 'zh' }),
      },
      {
        id: 'app-theme',
        group: 'app',
        label: theme === 'dark' ? t('toLight') : t('toDark'),
        run: () => void setPreferences({ theme: theme === 'dark' ? 'light' : 'dark' }),
      },
      {
        id: 'app-keys',
        group: 'app',
        label: t('keys'),
        keyOf: 'keys',
        run: () => runKeyAction({ type: 'keys' }),
      },
    ],
    [t, language, theme, navigate],
  );
  useCommands('app', commands);
}
