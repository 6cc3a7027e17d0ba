import { Pause, Play } from 'lucide-react';
import type { SandboxState } from '#shared/contract/rehearsal.ts';
import type { ShowId } from '#shared/sync/ids.ts';
import { PacePicker } from '../rehearsal/PacePicker.tsx';
import { ScenarioPicker } from '../rehearsal/ScenarioPicker.tsx';
import { useSandbox } from '../rehearsal/use-sandbox.ts';
import { useHubThere } from '../sync/use-sync.ts';
import { MayNotNote } from '../team/MayNotNote.tsx';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { useWords } from './i18n.ts';

/** Scenario, pace and pause of the sandbox platform that imitates viewers, orders and claims. */
export function SandboxControl({ showId }: { showId: ShowId }) {
  const t = useWords('app');
  const s = useWords('sync');
  const hubThere = useHubThere();
  const mayNot = useMayNot('sandbox');
  const { state, set } = useSandbox(showId);
  const able = hubThere && mayNot === null && state !== null;
  const running = state?.running ?? false;
  return (
    <section className="mt-3 border-t border-line pt-3" aria-label={t('sandboxTitle')}>
      <div className="flex items-center gap-2">
        <h3 className="font-semibold">{t('sandboxTitle')}</h3>
        <span className="text-xs text-muted">{t(running ? 'sandboxRunning' : 'sandboxPaused')}</span>
        <Button
          size="sm"
          className="ml-auto"
          disabled={!able}
          icon={running ? <Pause size={13} aria-hidden /> : <Play size={13} aria-hidden />}
          onClick={() => void set({ running: !running })}
          data-testid="sandbox-run"
        >
          {t(running ? 'sandboxPause' : 'sandboxResume')}
        </Button>
      </div>
      <Phase state={state} />
      <MayNotNote mayNot={mayNot} className="mt-1" />
      {!hubThere && <p className="mt-1 text-xs text-muted">{s('needsHubTip')}</p>}
      {state && (
        <>
          <ScenarioPicker
            value={state.scenario}
            disabled={!able}
            onChange={(scenario) => void set({ scenario })}
          />
          <fieldset disabled={!able} className="mt-2.5 flex items-center gap-1.5">
            <legend className="sr-only">{t('sandboxPace')}</legend>
            <PacePicker value={state.pace} onChange={(pace) => void set({ pace })} />
          </fieldset>
          <Checkbox
            className="mt-2.5"
            data-testid="sandbox-loses"
            label={t('sandboxLoses')}
            disabled={!able}
            checked={state.losesAnswers}
            onChange={(event) => void set({ losesAnswers: event.target.checked })}
          />
        </>
      )}
    </section>
  );
}

function Phase({ state }: { state: SandboxState | null }) {
  const t = useWords('rehearsal');
  if (!state?.phase) return null;
  const phase = t(`phase_${state.phase}`);
  const { phaseLeftSec } = state;
  return (
    <p data-testid="sandbox-phase" data-phase={state.phase} className="mt-1 text-xs font-semibold text-warn">
      {phaseLeftSec === null ? phase : t('phaseLeft', { phase, seconds: phaseLeftSec })}
    </p>
  );
}
