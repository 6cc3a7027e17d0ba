import { useQuery } from '@tanstack/react-query';
import { PackageCheck } from 'lucide-react';
import { useRef, useState } from 'react';
import type { TillSheet } from '#shared/contract/till.ts';
import { findProducts } from '#shared/domain/till/find-products.ts';
import { useWords } from '../app/i18n.ts';
import { client, orpc } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { useHubThere } from '../sync/use-sync.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Panel, PanelHeader } from '../ui/Panel.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { Loaded } from './Loaded.tsx';
import { OtherTills } from './OtherTills.tsx';
import { StockRow } from './StockRow.tsx';
import type { TillPlace } from './till-place.ts';
import { useScanner } from './use-scanner.ts';
import { useTillSheet } from './use-till.ts';

/** Stock that this till has taken and may sell by itself; taking more, and handing back. */
export function StockPanel({ run }: TillPlace) {
  const t = useWords('till');
  const hubThere = useHubThere();
  const sheet = useTillSheet(run.id);
  const leases = useQuery(orpc.till.leases.queryOptions({ input: { runId: run.id } }));
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_20rem] gap-2">
      <Panel aria-label={t('stock')}>
        <PanelHeader title={t('stock')} note={t('stockNote')} />
        <p className="shrink-0 px-3 pt-2 text-sm text-muted">
          {t(hubThere ? 'stockOnline' : 'stockOffline')}
        </p>
        <Loaded query={sheet}>
          {(data) => <StockList runId={run.id} sheet={data} hubThere={hubThere} />}
        </Loaded>
      </Panel>
      <Panel aria-label={t('otherTills')}>
        <PanelHeader title={t('otherTills')} />
        <Loaded query={leases}>
          {(all) => <OtherTills leases={all.filter(({ self, left, held }) => !self && left + held > 0)} />}
        </Loaded>
      </Panel>
    </div>
  );
}

function StockList({ runId, sheet, hubThere }: { runId: string; sheet: TillSheet; hubThere: boolean }) {
  const t = useWords('till');
  const act = useAct();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [returning, setReturning] = useState(false);
  const [said, setSaid] = useState('');
  useScanner(field, ({ codes, blocked }) => {
    if (!blocked) setText(codes[0]);
  });
  const tracked = sheet.products.filter(({ left }) => left !== null);
  const byId = new Map(tracked.map((product) => [product.productId, product]));
  const shown = findProducts(
    tracked.map((product) => ({ ...product, id: product.productId })),
    text,
  ).matches.flatMap(({ id }) => byId.get(id) ?? []);
  const held = tracked.filter(({ left }) => (left ?? 0) > 0);
  const pieces = held.reduce((sum, { left }) => sum + (left ?? 0), 0);
  if (tracked.length === 0)
    return (
      <EmptyState icon={<PackageCheck size={26} aria-hidden />} title={t('stockNoneTitle')}>
        {t('stockNone')}
      </EmptyState>
    );
  async function returnAll() {
    let back = 0;
    for (const { productId, left } of held) {
      if (!(await act(() => client.lease.return({ runId, productId, qty: left ?? 0 })))) break;
      back += left ?? 0;
    }
    if (back > 0) setSaid(`${t('returnedAll', { n: back })}${hubThere ? '' : ` · ${t('returnedOffline')}`}`);
  }
  return (
    <>
      <div className="flex shrink-0 items-center gap-2 border-b border-line p-2">
        <span className="w-72 shrink-0">
          <TextInput
            ref={field}
            type="search"
            aria-label={t('stockFind')}
            placeholder={t('stockFind')}
            autoComplete="off"
            maxLength={200}
            className="h-10"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </span>
        <p
          role="status"
          data-testid="stock-said"
          className="min-w-0 flex-1 truncate text-sm text-muted"
          title={said}
        >
          {said}
        </p>
        <Button
          className="h-10"
          disabled={pieces === 0}
          data-testid="lease-return-all"
          onClick={() => setReturning(true)}
        >
          {t('returnAll')}
        </Button>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <table className="w-full text-sm">
          <thead className="sticky top-0 z-10 bg-panel text-xs text-muted">
            <tr>
              <th scope="col" className="border-b border-line px-3 py-1.5 text-left font-normal">
                {t('colProduct')}
              </th>
              {(['colLeft', 'colHeld', 'colFree'] as const).map((word) => (
                <th
                  key={word}
                  scope="col"
                  className="border-b border-line px-2 py-1.5 text-right font-normal"
                >
                  {t(word)}
                </th>
              ))}
              {(['colTake', 'colReturn'] as const).map((word) => (
                <th key={word} scope="col" className="border-b border-line px-2 py-1.5 text-left font-normal">
                  {t(word)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((product) => (
              <StockRow
                key={product.productId}
                runId={runId}
                product={product}
                hubThere={hubThere}
                onDone={setSaid}
              />
            ))}
          </tbody>
        </table>
        {shown.length === 0 && (
          <EmptyState
            title={t('productsNoMatch')}
            actions={<Button onClick={() => setText('')}>{t('clearSearch')}</Button>}
          />
        )}
      </div>
      {returning && (
        <ConfirmDialog
          open
          onOpenChange={setReturning}
          title={t('returnAllTitle', { n: pieces })}
          description={t('returnAllText')}
          confirmLabel={t('returnAllDo')}
          onConfirm={returnAll}
        />
      )}
    </>
  );
}
