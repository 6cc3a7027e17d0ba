import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Pause, Play } from 'lucide-react';
import { client, orpc } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { useHubThere } from '../sync/use-sync.ts';
import { MayNotNote } from '../team/MayNotNote.tsx';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { cx } from '../ui/class-names.ts';
import { useWords } from './i18n.ts';

const PACES = [0.5, 1, 2, 5, 10] as const;

/** Pace and pause of the sandbox platform that imitates viewers, orders and claims. */
export function SandboxControl({ showId }: { showId: string }) {
  const t = useWords('app');
  const act = useAct();
  const s = useWords('sync');
  const hubThere = useHubThere();
  const mayNot = useMayNot('sandbox');
  const able = hubThere && mayNot === null;
  const cache = useQueryClient();
  const options = orpc.sandbox.get.queryOptions();
  const sandbox = useQuery({ ...options, refetchOnMount: 'always' }).data;
  if (!sandbox) return null;
  const elsewhere = sandbox.running && sandbox.showId !== showId;
  const set = (changes: { running?: boolean; pace?: number; losesAnswers?: boolean }) =>
    act(async () => {
      const { running, pace, seed, losesAnswers } = sandbox;
      await client.sandbox.set({ showId, running, pace, seed, losesAnswers, ...changes });
      await cache.invalidateQueries({ queryKey: options.queryKey });
    });
  const running = sandbox.running && !elsewhere;
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
          onClick={() => set({ running: !running })}
        >
          {t(running ? 'sandboxPause' : elsewhere ? 'sandboxHere' : 'sandboxResume')}
        </Button>
      </div>
      <MayNotNote mayNot={mayNot} className="mt-1" />
      {!hubThere && <p className="mt-1 text-xs text-muted">{s('needsHubTip')}</p>}
      {elsewhere && <p className="mt-1 text-xs text-warn">{t('sandboxOther')}</p>}
      <fieldset disabled={!able} className="mt-2.5 flex items-center gap-1.5">
        <legend className="sr-only">{t('sandboxPace')}</legend>
        <span aria-hidden className="mr-1 whitespace-nowrap text-xs text-muted">
          {t('sandboxPace')}
        </span>
        {PACES.map((pace) => (
          <button
            key={pace}
            type="button"
            aria-pressed={sandbox.pace === pace}
            onClick={() => set({ pace })}
            className={cx(
              'rounded-md border px-1.5 py-0.5 text-xs',
              sandbox.pace === pace
                ? 'border-text font-semibold text-text'
                : 'border-line text-muted hover:border-line-strong hover:text-text',
            )}
          >
            {pace}×
          </button>
        ))}
      </fieldset>
      <Checkbox
        className="mt-2.5"
        data-testid="sandbox-loses"
        label={t('sandboxLoses')}
        checked={sandbox.losesAnswers}
        onChange={(event) => set({ losesAnswers: event.target.checked })}
      />
    </section>
  );
}
