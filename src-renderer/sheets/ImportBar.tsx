import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { useSync } from '#renderer/client/app-state.ts';
import { client, orpc, queryClient } from '#renderer/client/client.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { toast } from '#renderer/ui/toast.ts';
import type { SheetPreview, SheetTarget } from '#shared/contract/sheet.ts';
import { harvest, openCount, sheetErrors, unknownColumns } from './open-problems.ts';
import { sheetErrorText } from './sheet-error-text.ts';
import { TargetPicker } from './TargetPicker.tsx';
import { useHarvestWords } from './use-harvest-words.ts';
import type { ShowTarget } from './use-show-target.ts';

/** The last stage: where it goes, what exactly will happen, and what still stands in the way. */
export function ImportBar({
  sheetId,
  preview,
  pending,
  target,
  onJump,
  onDone,
}: {
  sheetId: string;
  preview: SheetPreview;
  pending: boolean;
  target: ShowTarget;
  /** To the first thing that is open. */
  onJump: () => void;
  /** The sheet is in; leaving loses nothing any more. */
  onDone: () => void;
}) {
  const t = useWords('sheets');
  const language = useLanguage();
  const navigate = useNavigate();
  const say = useHarvestWords();
  const [busy, setBusy] = useState(false);
  const groups = preview.kind === 'groups';
  const to: SheetTarget | null = groups ? { to: 'groups' } : target.ready;
  const offline = useSync((sync) => sync.hub) === 'offline';
  const columns = unknownColumns(preview).length + sheetErrors(preview).length;
  const open = openCount(preview);
  const crop = harvest(preview);
  const empty = crop.groups + crop.slots === 0;
  const reason =
    columns > 0 ? t('reasonColumns', { n: columns }) : open > 0 ? t('reasonOpen', { n: open }) : null;

  async function run() {
    if (to === null) return;
    setBusy(true);
    try {
      const done = await client.sheet.accept({ sheetId, target: to });
      if (done.showId !== null) {
        await client.preference.set({ currentShowId: done.showId });
        // The live screen must know the show before it is opened, or it would greet as if there were none.
        await queryClient.fetchQuery({ ...orpc.show.list.queryOptions(), staleTime: 0 });
      }
      onDone();
      toast.ok(t(groups ? 'importedGroups' : 'importedProducts', say(done)));
      navigate(groups ? '/community' : '/');
    } catch (error) {
      toast.error(sheetErrorText(error, language));
      setBusy(false);
    }
  }

  return (
    <footer className="flex min-h-13 shrink-0 items-center gap-3 rounded-lg border border-line bg-panel px-3 py-2">
      {groups ? (
        <p className="min-w-0 flex-1 text-xs text-muted">{t('importGroupsNote')}</p>
      ) : (
        <TargetPicker {...target} />
      )}
      {reason !== null ? (
        <Button look="warn" size="sm" onClick={onJump} data-testid="sheet-jump">
          {reason} · {t('jumpFirst')}
        </Button>
      ) : (
        <span className="shrink-0 text-xs text-muted">
          {to === null ? t('reasonTarget') : t(offline ? 'importOffline' : 'importNote')}
        </span>
      )}
      <Button
        look="primary"
        data-testid="sheet-import"
        className="h-9!"
        disabled={busy || pending || !preview.importable || open > 0 || empty || to === null}
        onClick={run}
      >
        {busy
          ? t('importing')
          : empty
            ? t('importNothing')
            : t(groups ? 'importGroups' : 'importProducts', say(crop))}
      </Button>
    </footer>
  );
}
