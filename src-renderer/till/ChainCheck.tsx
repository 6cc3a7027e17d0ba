import { useRef, useState } from 'react';
import { Link } from 'react-router';
import type { TillSheet } from '#shared/contract/till.ts';
import type { SettledEntry } from '#shared/domain/till/chain/settle-chain.ts';
import { useWords } from '../app/i18n.ts';
import { useAct } from '../client/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { toast } from '../ui/toast.ts';
import { ChainTable } from './ChainTable.tsx';
import type { ChainWork } from './chain-store.ts';
import { MOST_ORDERS, useChain } from './use-chain.ts';

/** Entries that a person most likely does not want a second time. */
const isRepeat = ({ open }: SettledEntry) => open.includes('repeated-line') || open.includes('has-ticket');

/** Every line of the paste with what it was taken for; what is open is answered here, then tickets are made. */
export function ChainCheck({
  runId,
  text,
  sheet,
  work,
  onChange,
  onAgain,
}: {
  runId: string;
  text: string;
  sheet: TillSheet;
  work: ChainWork;
  onChange: (change: (now: ChainWork) => ChainWork) => void;
  onAgain: () => void;
}) {
  const t = useWords('till');
  const act = useAct();
  const table = useRef<HTMLDivElement>(null);
  const [which, setWhich] = useState<'all' | 'open'>('all');
  const [busy, setBusy] = useState(false);
  const { reading, settled, waiting, answer, open } = useChain(runId, text, sheet, work, onChange);
  const repeats = settled.entries.filter(
    (entry) => isRepeat(entry) && work.outcomes[entry.entry.line]?.opened !== true,
  );
  const openCount = settled.openCount - openedAmongOpen(settled.entries, work);
  const ready = waiting.length;
  if (reading.entries.length === 0)
    return (
      <EmptyState title={t('chainNothing')} actions={<Button onClick={onAgain}>{t('chainAgain')}</Button>} />
    );

  async function make() {
    setBusy(true);
    await act(async () => {
      const { opened, failed } = await open();
      if (opened > 0) toast.ok(t('chainOpened', { n: opened }));
      if (failed > 0) toast.error(t('chainFailed', { n: failed }));
    });
    setBusy(false);
  }
  function goToNext() {
    const next = table.current?.querySelector<HTMLElement>('[data-open="true"] :is(select, input, button)');
    next?.scrollIntoView({ block: 'center' });
    next?.focus();
  }
  const anyMade = Object.values(work.outcomes).some(({ opened }) => opened);
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line p-2">
        <Tabs
          label={t('chainTable')}
          value={which}
          onChange={setWhich}
          tabs={[
            { value: 'all', label: t('chainShowAll', { n: reading.lines.length }) },
            { value: 'open', label: t('chainShowOpen', { n: openCount }) },
          ]}
        />
        <p
          role="status"
          data-testid="chain-summary"
          data-ready={ready}
          data-open={openCount}
          className="flex-1 text-sm"
        >
          {openCount === 0 ? t('chainAllDone', { ready }) : t('chainSummary', { ready, open: openCount })}
        </p>
        {repeats.length > 0 && (
          <Button
            data-testid="chain-leave-repeats"
            onClick={() =>
              answer(({ taken }) => ({
                taken: { ...taken, ...Object.fromEntries(repeats.map(({ entry }) => [entry.line, false])) },
              }))
            }
          >
            {t('chainLeaveRepeats', { n: repeats.length })}
          </Button>
        )}
        {openCount > 0 && (
          <Button onClick={goToNext} data-testid="chain-next">
            {t('chainNext')}
          </Button>
        )}
      </div>
      <div ref={table} className="min-h-0 flex-1 overflow-y-auto">
        <ChainTable
          reading={reading}
          settled={settled}
          work={work}
          products={sheet.products}
          openOnly={which === 'open'}
          answer={answer}
        />
      </div>
      <footer className="flex shrink-0 items-center gap-2 border-t border-line p-2">
        <Button className="h-11" onClick={onAgain}>
          {t('chainAgain')}
        </Button>
        <p className="flex-1 text-xs text-muted">
          {ready > MOST_ORDERS && t('chainMore', { n: MOST_ORDERS })}
        </p>
        {anyMade && (
          <Link to="/till/tickets?show=open" className="px-2 text-sm underline">
            {t('chainGoTickets')}
          </Link>
        )}
        <Button
          look="primary"
          className="h-11 px-6 text-base"
          disabled={ready === 0 || busy}
          data-testid="chain-open"
          onClick={make}
        >
          {t(openCount > 0 ? 'chainOpenAnyway' : 'chainOpen', { n: Math.min(ready, MOST_ORDERS) })}
        </Button>
      </footer>
    </>
  );
}

/** An entry whose ticket was made just now matches that ticket: it is no question. */
function openedAmongOpen(entries: readonly SettledEntry[], { outcomes }: ChainWork): number {
  return entries.filter(({ state, entry }) => state === 'open' && outcomes[entry.line]?.opened === true)
    .length;
}
