import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Scenario } from '#shared/contract/rehearsal.ts';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { useWords } from '../app/i18n.ts';
import { ChecklistCounts } from '../checklist/ChecklistCounts.tsx';
import { client, orpc } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { useHubThere } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { formatCount } from '../ui/format.ts';
import { useUiWords } from '../ui/use-ui-words.ts';
import { PacePicker } from './PacePicker.tsx';
import { ScenarioPicker } from './ScenarioPicker.tsx';

/** Says what a rehearsal does and does not do before it begins, and what its viewers will be like. */
export function StartRehearsal({
  run,
  open,
  onOpenChange,
}: {
  run: Run;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useWords('rehearsal');
  const ui = useUiWords();
  const act = useAct();
  const hubThere = useHubThere();
  const maySandbox = useMayNot('sandbox') === null;
  const [scenario, setScenario] = useState<Scenario>('steady');
  const [pace, setPace] = useState(1);
  const [viewers, setViewers] = useState(true);
  const [busy, setBusy] = useState(false);
  const { showId } = run;
  const left = useQuery({
    ...orpc.rehearsal.left.queryOptions({ input: { showId } }),
    ...{ enabled: open && hubThere, refetchOnMount: 'always', retry: false },
  }).data;
  const letIn = viewers && hubThere && maySandbox;

  async function start() {
    setBusy(true);
    const done = await act(async () => {
      await client.run.start({ runId: run.id });
      if (!letIn) return;
      const { phase: _, phaseLeftSec: __, ...setting } = await client.sandbox.get({ showId });
      await client.sandbox.set({ ...setting, showId, scenario, pace, running: true });
    });
    setBusy(false);
    if (done) onOpenChange(false);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('startTitle')}
      description={t('startText')}
      testId="start-rehearsal"
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{ui('cancel')}</Button>
          <Button look="primary" disabled={busy} onClick={() => void start()} data-testid="confirm">
            {t('start')}
          </Button>
        </>
      }
    >
      <ul className="list-disc space-y-1 pl-5 text-sm">
        <li>{t('startViewers')}</li>
        <li>{t('startSafe')}</li>
        <li>{t('startApart')}</li>
        <li>{t('startShared')}</li>
      </ul>
      <div className="mt-2">
        <ChecklistCounts runId={run.id} />
      </div>
      {left !== undefined && left.orders > 0 && (
        <p className="mt-2 rounded-md bg-warn-tint px-2.5 py-1.5 text-sm text-warn">
          {t('startLeft', { orders: formatCount(left.orders) })}
        </p>
      )}
      <Checkbox
        className="mt-3"
        label={t('withViewers')}
        checked={letIn}
        disabled={!hubThere || !maySandbox}
        onChange={(event) => setViewers(event.target.checked)}
      />
      <ScenarioPicker value={scenario} disabled={!letIn} onChange={setScenario} />
      <fieldset disabled={!letIn} className="mt-2.5 flex items-center gap-1.5">
        <PacePicker value={pace} onChange={setPace} />
      </fieldset>
    </Dialog>
  );
}
