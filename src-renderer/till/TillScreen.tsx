import { Store } from 'lucide-react';
import { Navigate, useNavigate, useParams } from 'react-router';
import { useCurrentShow } from '../app/current-show.ts';
import { useWords } from '../app/i18n.ts';
import { NoShowState } from '../app/NoShowState.tsx';
import { useSyncState } from '../client/app-state.ts';
import { useSyncView } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Pill } from '../ui/Pill.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { ChainPanel } from './ChainPanel.tsx';
import { ClosePanel } from './ClosePanel.tsx';
import { SellPanel } from './SellPanel.tsx';
import { SetUpPanel } from './SetUpPanel.tsx';
import { SignupPanel } from './SignupPanel.tsx';
import { StockPanel } from './StockPanel.tsx';
import { TicketsPanel } from './TicketsPanel.tsx';
import type { TillPlace } from './till-place.ts';

const tillParts = ['sell', 'tickets', 'stock', 'signup', 'chain', 'close', 'setup'] as const;
type TillPart = (typeof tillParts)[number];

const panels = {
  sell: SellPanel,
  tickets: TicketsPanel,
  stock: StockPanel,
  signup: SignupPanel,
  chain: ChainPanel,
  close: ClosePanel,
  setup: SetUpPanel,
} as const satisfies Record<TillPart, (place: TillPlace) => unknown>;

/** The on-site till: everything here goes on for days without a network. */
export function TillScreen() {
  const t = useWords('till');
  const { loading, show, run } = useCurrentShow();
  const sync = useSyncState();
  const view = useSyncView();
  const maySell = useMayNot('till') === null;
  const mayNotSignUp = useMayNot('signup');
  const asked = useParams()['part'];
  const navigate = useNavigate();
  if (loading || !sync) return <Spinner />;
  if (!show || !run) return <NoShowState icon={<Store size={28} aria-hidden />}>{t('noShow')}</NoShowState>;
  if (mayNotSignUp !== null)
    return (
      <Panel className="flex-1">
        <EmptyState icon={<Store size={28} aria-hidden />} title={t('mayNotTitle')}>
          {mayNotSignUp}
        </EmptyState>
      </Panel>
    );
  const parts = maySell ? tillParts : (['signup'] as const);
  const part = parts.find((each) => each === (asked ?? parts[0]));
  if (part === undefined) return <Navigate to="/till" replace />;
  const Part = panels[part];
  const practice = run.kind === 'rehearsal';
  return (
    <main data-testid="till" data-run-kind={run.kind} className="flex min-h-0 min-w-0 flex-1 flex-col gap-2">
      <h1 className="sr-only">{t('till')}</h1>
      <div className="flex shrink-0 items-center gap-3 rounded-lg border border-line bg-panel px-2 py-1">
        <Tabs
          label={t('parts')}
          value={part}
          onChange={(next) => navigate(next === 'sell' ? '/till' : `/till/${next}`)}
          tabs={parts.map((each) => ({ value: each, label: t(`part_${each}`) }))}
        />
        {practice && (
          <p data-testid="till-practice" className="flex min-w-0 items-center gap-2 text-xs">
            <Pill tone="warn">{t('practice')}</Pill>
            <span className="truncate text-muted">{t('practiceText')}</span>
          </p>
        )}
      </div>
      {view && !view.hubThere && view.word !== 'connecting' && (
        <p
          role="status"
          className="hatched-faint shrink-0 rounded-md border border-line-strong px-3 py-1 text-sm"
        >
          <span className="rounded bg-panel px-1.5 py-0.5">{t('offlineSell')}</span>
        </p>
      )}
      <Part key={`${run.id}/${part}`} show={show} run={run} currency={show.currency} />
    </main>
  );
}
