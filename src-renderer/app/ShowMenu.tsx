import { Check, ChevronsUpDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { endOpEdit, useOpEdit } from '../sync/op-edit.ts';
import { SyncMark } from '../sync/SyncMark.tsx';
import type { Mark } from '../sync/sync-view.ts';
import { useAskedThing } from '../sync/use-asked-thing.ts';
import { useMarks } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { formatDay } from '../ui/format.ts';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../ui/Menu.tsx';
import { chooseRun, type ShowWithRuns } from './choose-show.ts';
import { type Command, useCommands } from './commands.ts';
import { useCurrentShow } from './current-show.ts';
import { useWords, type WordKey } from './i18n.ts';
import { type RunMode, runMode } from './run-mode.ts';
import { ShowDialog } from './ShowDialog.tsx';
import { setPreferences } from './use-appearance.ts';

const modeWords = {
  live: 'modeLive',
  rehearsal: 'modeRehearsal',
  planned: 'modePlanned',
  ended: 'modeEnded',
  none: 'modeNone',
} as const satisfies Record<RunMode, WordKey<'app'>>;

/** The show's title; opens the list of shows, and creating and editing them. */
export function ShowMenu() {
  const t = useWords('app');
  const act = useAct();
  const marks = useMarks();
  const mayNot = useMayNot('show');
  const { show, shows } = useCurrentShow();
  const [dialog, setDialog] = useState<'new' | 'edit' | null>(null);
  const askedNew = useOpEdit('show.create');
  const askedEdit = useAskedThing(
    'show.edit',
    ({ showId }) => show && shows.some((one) => one.show.id === showId),
  );
  const asked = askedNew ?? askedEdit;
  const opened = askedNew ? 'new' : askedEdit ? 'edit' : dialog;
  const newest = [...shows].sort((a, b) => (a.show.createdAt < b.show.createdAt ? 1 : -1));
  const commands = useMemo<Command[]>(() => {
    if (mayNot !== null) return [];
    return [
      { id: 'show-new', group: 'app', label: t('newShow'), run: () => setDialog('new') },
      ...(show
        ? [
            {
              id: 'show-edit' as const,
              group: 'app' as const,
              label: t('editShow'),
              run: () => setDialog('edit'),
            },
          ]
        : []),
    ];
  }, [t, show, mayNot]);
  useCommands('show', commands);
  return (
    <>
      <Menu
        align="start"
        label={t('showMenu')}
        trigger={
          <button
            type="button"
            className="flex min-w-0 max-w-96 shrink items-center gap-1.5 rounded-md px-1 py-0.5 text-left hover:bg-hover"
          >
            <span className="min-w-0">
              <span className="block truncate font-semibold leading-tight" title={show?.title}>
                {show?.title ?? t('noShow')}
              </span>
              {show?.hostName && (
                <span className="block truncate text-2xs leading-tight text-muted">
                  {t('host')} {show.hostName}
                </span>
              )}
            </span>
            <ChevronsUpDown size={13} aria-hidden className="shrink-0 text-faint" />
          </button>
        }
      >
        {newest.map((each) => (
          <ShowItem
            key={each.show.id}
            each={each}
            current={each.show.id === show?.id}
            mark={marks(idsOf(each), each.pending)}
          />
        ))}
        {newest.length > 0 && <MenuSeparator />}
        {mayNot !== null && <MenuLabel>{mayNot}</MenuLabel>}
        <MenuItem disabled={mayNot !== null} onSelect={() => setDialog('new')}>
          {t('newShow')}
        </MenuItem>
        {show && (
          <MenuItem disabled={mayNot !== null} onSelect={() => setDialog('edit')}>
            {t('editShow')}
          </MenuItem>
        )}
        <MenuItem
          disabled={mayNot !== null}
          onSelect={() =>
            void act(async () => {
              const { showId } = await client.show.openSample();
              await setPreferences({ currentShowId: showId });
            })
          }
        >
          {t('openSample')}
        </MenuItem>
      </Menu>
      {opened && (
        <ShowDialog
          key={asked?.opId ?? ''}
          show={opened === 'edit' ? show : null}
          asked={asked}
          onClose={() => {
            setDialog(null);
            if (asked) endOpEdit();
          }}
        />
      )}
    </>
  );
}

function idsOf({ show, runs }: ShowWithRuns): string[] {
  return [show.id, ...runs.map(({ id }) => id)];
}

function ShowItem({
  each: { show, runs },
  current,
  mark,
}: {
  each: ShowWithRuns;
  current: boolean;
  mark: Mark | null;
}) {
  const t = useWords('app');
  const mode = runMode(chooseRun(runs));
  return (
    <MenuItem
      icon={<Check size={14} aria-hidden className={current ? '' : 'invisible'} />}
      hint={
        <>
          <SyncMark mark={mark} className="mr-1.5" />
          {t(modeWords[mode])}
          {show.startsAt && ` · ${formatDay(Date.parse(show.startsAt))}`}
        </>
      }
      onSelect={() => void setPreferences({ currentShowId: show.id })}
    >
      <span className="block max-w-80 truncate">{show.title}</span>
    </MenuItem>
  );
}
