import { type FormEvent, type ReactNode, useState } from 'react';
import type { TillProduct } from '#shared/contract/till.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { SyncMark } from '../sync/SyncMark.tsx';
import { useMarks } from '../sync/use-sync.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import { formatCount } from '../ui/format.ts';
import { controlLook } from '../ui/TextInput.tsx';

/** One product's stock here, with a number and a button each for taking and handing back. */
export function StockRow({
  runId,
  product,
  hubThere,
  onDone,
}: {
  runId: string;
  product: TillProduct;
  hubThere: boolean;
  /** Says what was done. */
  onDone: (said: string) => void;
}) {
  const t = useWords('till');
  const act = useAct();
  const marks = useMarks();
  const { productId, name, spec, held, free, pending } = product;
  const left = product.left ?? 0;
  async function take(qty: number) {
    if (!(await act(() => client.lease.take({ runId, productId, qty })))) return false;
    onDone(t('took', { name, n: qty }));
    return true;
  }
  async function giveBack(qty: number) {
    if (!(await act(() => client.lease.return({ runId, productId, qty })))) return false;
    const said = t('returned', { name, n: qty });
    onDone(hubThere ? said : `${said} · ${t('returnedOffline')}`);
    return true;
  }
  return (
    <tr data-testid="stock-row" data-product-id={productId} data-left={left} className="border-b border-line">
      <td className="px-3 py-1.5">
        <span className="font-semibold">{name}</span>
        {spec !== '' && <span className="ml-1.5 text-xs text-muted">{spec}</span>}
        <SyncMark mark={marks([], pending)} className="ml-2" />
      </td>
      <td
        className={cx(
          'px-2 py-1.5 text-right text-lg font-semibold',
          left <= 0 && (free ?? 0) <= 0 ? 'text-warn' : left <= 0 && 'text-muted',
        )}
      >
        {formatCount(left)}
      </td>
      <td className="px-2 py-1.5 text-right text-muted">{held === 0 ? '—' : formatCount(held)}</td>
      <td className="px-2 py-1.5 text-right text-muted">
        {free === null ? (
          <span className="text-xs">{t('freeUnknown')}</span>
        ) : free < 0 ? (
          <span className="text-warn">{t('oversoldBy', { n: -free })}</span>
        ) : (
          formatCount(free)
        )}
      </td>
      <td className="px-2 py-1.5">
        <QtyForm
          label={t('takeQty', { name })}
          action={t('take')}
          testId="lease-take"
          most={hubThere ? Math.max(0, free ?? 0) : 0}
          onDo={take}
        />
      </td>
      <td className="px-2 py-1.5">
        <QtyForm
          label={t('returnQty', { name })}
          action={t('return')}
          testId="lease-return"
          most={Math.max(0, left)}
          onDo={giveBack}
        />
      </td>
    </tr>
  );
}

/** A number up to what there is, and what becomes of it. */
function QtyForm({
  label,
  action,
  most,
  testId,
  onDo,
}: {
  label: string;
  action: ReactNode;
  most: number;
  testId: string;
  onDo: (qty: number) => Promise<boolean>;
}) {
  const t = useWords('till');
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const bad = typed !== '' && !/^[1-9]\d{0,5}$/.test(typed.trim());
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (typed.trim() === '' || bad || busy) return;
    setBusy(true);
    if (await onDo(Number(typed))) setTyped('');
    setBusy(false);
  }
  return (
    <form className="flex items-center gap-1.5" onSubmit={submit}>
      <span className="w-20">
        <input
          aria-label={label}
          aria-invalid={bad || undefined}
          title={bad ? t('badQty') : undefined}
          data-testid={`${testId}-qty`}
          inputMode="numeric"
          autoComplete="off"
          disabled={most === 0}
          className={cx(controlLook, 'h-10 text-right')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </span>
      <Button
        type="submit"
        className="h-10"
        data-testid={testId}
        disabled={most === 0 || typed.trim() === '' || bad || busy}
      >
        {action}
      </Button>
    </form>
  );
}
