import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { Rundown } from '#shared/contract/desk.ts';
import { useWords } from '../app/i18n.ts';
import { KeyHint } from '../app/KeyHint.tsx';
import { useTiming } from '../app/use-rundown.ts';
import { MayNotNote } from '../team/MayNotNote.tsx';
import { useMayNot } from '../team/use-may.ts';
import { FreezeButton } from '../timing/FreezeButton.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatDuration } from '../ui/format.ts';
import { Panel, PanelHeader } from '../ui/Panel.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { RundownList } from './RundownList.tsx';
import { type NumberedSlot, takeView } from './slot-view.ts';

/** What will be shown, in which order and when. */
export function RundownPanel({
  rundown,
  numbered,
  onReprice,
}: {
  rundown: Rundown;
  numbered: readonly NumberedSlot[];
  onReprice: (productId: string) => void;
}) {
  const t = useWords('live');
  const navigate = useNavigate();
  const timing = useTiming(rundown);
  const mayNot = useMayNot('show');
  const nextId = useMemo(() => takeView(rundown, numbered).next?.slot.id ?? null, [rundown, numbered]);
  const left = numbered.filter(({ slot }) => slot.state === 'waiting').length;
  return (
    <Panel aria-labelledby="rundown-title">
      <PanelHeader
        id="rundown-title"
        title={t('rundown')}
        note={
          numbered.length > 0 &&
          t('rundownNote', { items: numbered.length, left, time: formatDuration(timing.remainingSec) })
        }
      >
        <FreezeButton run={rundown.run} />
        <Tooltip text={t('armKeysHint')}>
          <span className="flex shrink-0 gap-1 text-muted">
            <KeyHint command="arm-previous" />
            <KeyHint command="arm-next" />
          </span>
        </Tooltip>
      </PanelHeader>
      {numbered.length === 0 ? (
        <EmptyState
          title={t('rundownEmptyTitle')}
          actions={
            <Button look="primary" disabled={mayNot !== null} onClick={() => navigate('/import/products')}>
              {t('importSheet')}
            </Button>
          }
        >
          {t('rundownEmpty')}
          <MayNotNote mayNot={mayNot} />
        </EmptyState>
      ) : (
        <RundownList
          rundown={rundown}
          numbered={numbered}
          timing={timing}
          nextId={nextId}
          onReprice={onReprice}
        />
      )}
    </Panel>
  );
}
