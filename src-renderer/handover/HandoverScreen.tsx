import './print.css';
import { ArrowRightLeft, Printer } from 'lucide-react';
import type { Rundown } from '#shared/contract/desk.ts';
import { useCurrentShow } from '../app/current-show.ts';
import { useWords } from '../app/i18n.ts';
import { NoShowState } from '../app/NoShowState.tsx';
import { useRundown } from '../app/use-rundown.ts';
import { PromiseList } from '../promises/PromiseList.tsx';
import { AsOf } from '../sync/AsOf.tsx';
import { Button } from '../ui/Button.tsx';
import { Panel, PanelHeader } from '../ui/Panel.tsx';
import { Pill } from '../ui/Pill.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { HandoverLog } from './HandoverLog.tsx';
import { NowFacts } from './NowFacts.tsx';
import { OfferForm } from './OfferForm.tsx';
import { OpenList } from './OpenList.tsx';
import { useOpenPoints } from './use-open-points.ts';

/** For day-long shows: what is still open, given from one person to the next, with both names. */
export function HandoverScreen() {
  const t = useWords('handover');
  const { loading, run } = useCurrentShow();
  const rundown = useRundown(run?.id ?? null);
  if (rundown) return <Handover rundown={rundown} />;
  if (loading || run) return <Spinner />;
  return <NoShowState icon={<ArrowRightLeft size={28} aria-hidden />}>{t('noShowText')}</NoShowState>;
}

function Handover({ rundown }: { rundown: Rundown }) {
  const t = useWords('handover');
  const points = useOpenPoints(rundown);
  const { show, run } = rundown;
  const of = { showId: show.id, runKind: run.kind };
  return (
    <main className="handover-screen min-h-0 flex-1 overflow-y-auto" data-testid="handover">
      <div className="mx-auto flex max-w-[86rem] flex-col gap-2 pb-4">
        <header className="flex items-center gap-2 px-1 pt-1">
          <h1 className="text-lg font-semibold">{t('handover')}</h1>
          <Pill tone={run.kind === 'rehearsal' ? 'warn' : 'plain'}>{t(`mode_${run.kind}`)}</Pill>
          <span className="min-w-0 flex-1 truncate text-xs text-muted">
            {show.title} · {t('handoverNote')}
          </span>
          <AsOf testId="stale-handover" />
          <Button
            size="sm"
            icon={<Printer size={13} aria-hidden />}
            className="print:hidden"
            onClick={() => window.print()}
          >
            {t('print')}
          </Button>
        </header>
        <div className="grid grid-cols-[3fr_2fr] items-start gap-2 print:grid-cols-1">
          <div className="flex min-w-0 flex-col gap-2">
            <NowFacts rundown={rundown} />
            <OpenList points={points} />
            <Panel aria-label={t('promisesAll')}>
              <PanelHeader title={t('promisesAll')} />
              <PromiseList {...of} />
            </Panel>
          </div>
          <div className="flex min-w-0 flex-col gap-2">
            <OfferForm of={of} counts={points.counts} />
            <HandoverLog of={of} />
          </div>
        </div>
      </div>
    </main>
  );
}
