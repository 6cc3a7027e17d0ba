import { useWords } from '#renderer/app/i18n.ts';
import { useSyncState } from '#renderer/client/app-state.ts';
import { GroupsPanel } from './GroupsPanel.tsx';
import { PostComposer } from './PostComposer.tsx';

/** The groups, one announcement, and what each of them gets. */
export function CommunityScreen() {
  const t = useWords('community');
  const sync = useSyncState();
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col gap-2">
      <h1 className="sr-only">{t('community')}</h1>
      {sync?.hub === 'offline' && (
        <p className="hatched-faint shrink-0 rounded-lg border border-line-strong px-3 py-1.5 text-sm">
          <span className="rounded bg-panel px-1.5 py-0.5">{t('offline')}</span>
        </p>
      )}
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(34rem,0.9fr)_minmax(0,1.9fr)] gap-2">
        <GroupsPanel />
        <PostComposer />
      </div>
    </main>
  );
}
