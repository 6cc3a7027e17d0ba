import { useCallback, useRef, useState } from 'react';
import { useWords } from '../app/i18n.ts';
import { Panel } from '../ui/Panel.tsx';
import { toast } from '../ui/toast.ts';
import { BasketPanel } from './BasketPanel.tsx';
import { LatestTickets } from './LatestTickets.tsx';
import { Loaded } from './Loaded.tsx';
import { ProductTiles } from './ProductTiles.tsx';
import { type Receipt, ReceiptPanel } from './ReceiptPanel.tsx';
import { ScanField } from './ScanField.tsx';
import { type SellStep, TenderPanel } from './TenderPanel.tsx';
import { tillKeys } from './till-keys.ts';
import type { TillPlace } from './till-place.ts';
import { type Scan, useScanner } from './use-scanner.ts';
import { useSelling } from './use-selling.ts';
import { useTillSheet } from './use-till.ts';
import { useTillKeys } from './use-till-keys.ts';

/** The basket, then how it is paid, then the receipt; beside it the products and the last tickets. */
export function SellPanel(place: TillPlace) {
  const { run, currency } = place;
  const t = useWords('till');
  const field = useRef<HTMLInputElement>(null);
  const sheet = useTillSheet(run.id);
  const [step, setStep] = useState<SellStep>('basket');
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const [text, setText] = useState('');
  const selling = useSelling(run.id, sheet.data ?? null);
  const { basket, add } = selling;
  const busy = step !== 'basket';

  const put = useCallback(
    (productId: string) => {
      setReceipt(null);
      return add(productId);
    },
    [add],
  );
  function go(next: SellStep) {
    if (next === 'basket' || basket.canSell) setStep(next);
  }
  async function scan({ codes, blocked }: Scan) {
    setText('');
    if (blocked || busy) return toast.say(t('scanNotNow'));
    await selling.scan(codes, put);
  }
  async function enter() {
    // The field is free for the next code at once; words that found nothing come back unless something else stands there.
    setText('');
    if (!(await selling.enter(text, put))) setText((now) => (now === '' ? text : now));
  }
  useScanner(field, (scanned) => void scan(scanned));
  useTillKeys((key) => {
    if (key === 'find') field.current?.focus();
    else go(key);
  });

  return (
    // The money stands on the left: notices come up at the right edge and must not lie over a button that pays.
    <div className="grid min-h-0 flex-1 grid-cols-[25rem_minmax(0,1fr)] gap-2">
      <Panel aria-label={t('basket')} data-testid="basket-panel">
        {receipt ? (
          <ReceiptPanel
            receipt={receipt}
            currency={currency}
            practice={run.kind === 'rehearsal'}
            onNext={() => {
              setReceipt(null);
              field.current?.focus();
            }}
          />
        ) : (
          (step === 'basket' || step === 'qr') && (
            <BasketPanel selling={selling} currency={currency} keys={tillKeys} onStep={go} />
          )
        )}
        {busy && (
          <TenderPanel
            {...place}
            step={step}
            basket={basket}
            onBack={() => setStep('basket')}
            onDone={(made) => {
              selling.clear();
              setReceipt(made);
              setStep('basket');
            }}
          />
        )}
      </Panel>
      <div className="flex min-h-0 min-w-0 flex-col gap-2">
        <Panel aria-label={t('productsLabel')} className="flex-1">
          <ScanField
            field={field}
            text={text}
            onText={setText}
            heard={selling.heard}
            onEnter={() => void enter()}
          />
          <Loaded query={sheet}>
            {(data) => (
              <ProductTiles
                runId={run.id}
                products={data.products}
                text={text}
                basket={selling.entries}
                currency={currency}
                onPick={put}
                onClear={() => setText('')}
              />
            )}
          </Loaded>
        </Panel>
        <LatestTickets {...place} />
      </div>
    </div>
  );
}
