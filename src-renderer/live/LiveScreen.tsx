import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Rundown } from '#shared/contract/desk.ts';
import { useWords } from '../app/i18n.ts';
import { CommentsPanel } from '../comments/CommentsPanel.tsx';
import { PromiseNote } from '../promises/PromiseNote.tsx';
import { endOpEdit } from '../sync/op-edit.ts';
import { useAskedThing } from '../sync/use-asked-thing.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { DropsPanel } from './DropsPanel.tsx';
import { GroupsPanel } from './GroupsPanel.tsx';
import { OnAirPanel } from './OnAirPanel.tsx';
import { RepriceDialog } from './RepriceDialog.tsx';
import { RundownPanel } from './RundownPanel.tsx';
import { rundownQuery } from './show-at-once.ts';
import { numberedSlots } from './slot-view.ts';
import { TakeAnnouncer } from './TakeAnnouncer.tsx';
import { useLiveCommands } from './use-live-commands.ts';

/** The operator's one screen. */
export function LiveScreen({ runId }: { runId: string }) {
  const t = useWords('live');
  const query = useQuery(rundownQuery(runId));
  if (query.data) return <LiveDesk rundown={query.data} />;
  if (query.isError)
    return (
      <EmptyState
        title={t('loadFailed')}
        actions={<Button onClick={() => void query.refetch()}>{t('retry')}</Button>}
      />
    );
  return <Spinner />;
}

function LiveDesk({ rundown }: { rundown: Rundown }) {
  const t = useWords('live');
  const numbered = useMemo(() => numberedSlots(rundown), [rundown]);
  const [repricedId, setRepricedId] = useState<string | null>(null);
  const asked = useAskedThing('product.reprice', ({ productId }) =>
    rundown.products.some(({ id }) => id === productId),
  );
  const repriced = rundown.products.find(({ id }) => id === (asked?.input.productId ?? repricedId)) ?? null;
  useLiveCommands(rundown, numbered, setRepricedId);
  return (
    <main
      aria-label={t('screen')}
      className="grid min-h-0 flex-1 gap-2 [grid-template-columns:clamp(29rem,28%,42rem)_minmax(0,1fr)_clamp(20rem,21%,32rem)] [grid-template-rows:minmax(0,1fr)_clamp(15.5rem,24%,19rem)]"
    >
      <RundownPanel rundown={rundown} numbered={numbered} onReprice={setRepricedId} />
      <OnAirPanel rundown={rundown} numbered={numbered} onReprice={setRepricedId} />
      <CommentsPanel />
      <DropsPanel show={rundown.show} run={rundown.run} />
      <GroupsPanel showId={rundown.show.id} />
      <PromiseNote rundown={rundown} />
      <TakeAnnouncer rundown={rundown} numbered={numbered} />
      {repriced && (
        <RepriceDialog
          product={repriced}
          currency={rundown.show.currency}
          runId={rundown.run.id}
          runKind={rundown.run.kind}
          asked={asked}
          onClose={() => {
            setRepricedId(null);
            if (asked) endOpEdit();
          }}
        />
      )}
    </main>
  );
}
