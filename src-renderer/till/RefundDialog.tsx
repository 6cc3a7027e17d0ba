import { Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { formatFen } from '#shared/domain/money.ts';
import type { Tender, Ticket } from '#shared/domain/till/ticket.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { toast } from '../ui/toast.ts';
import { useUiWords } from '../ui/use-ui-words.ts';
import { refundFen, refundLines } from './ticket-view.ts';
import { useOnce } from './use-once.ts';

const step =
  'grid size-11 place-items-center rounded-md border border-line bg-raised hover:bg-hover disabled:text-faint disabled:opacity-60';

/** Pieces of a ticket that come back, or all of it. `number` says which refund was meant: pressed twice, done once. */
export function RefundDialog({
  ticket,
  currency,
  onClose,
}: {
  ticket: Ticket;
  currency: string;
  onClose: () => void;
}) {
  const t = useWords('till');
  const ui = useUiWords();
  const [busy, once] = useOnce();
  const [chosen, setChosen] = useState<Readonly<Record<number, number>>>({});
  const [tender, setTender] = useState<Tender>(ticket.tender ?? 'cash');
  const [restock, setRestock] = useState(true);
  const [note, setNote] = useState('');
  // As it was when this was opened: a refund made meanwhile, here or elsewhere, is not repeated.
  const [number] = useState(ticket.refunds.length + 1);
  const lines = refundLines(ticket, chosen);
  const amountFen = refundFen(ticket, lines);
  const amount = formatFen(amountFen, currency);
  const set = (line: number, qty: number) => setChosen((before) => ({ ...before, [line]: qty }));
  const refund = () =>
    once(async () => {
      await client.ticket.refund({ ticketId: ticket.id, number, lines, tender, restock, note });
      toast.ok(t('refundDone', { label: ticket.label, amount }));
      onClose();
    });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="md"
      testId="refund-dialog"
      title={t('refundTitle', { label: ticket.label })}
      description={t('refundText')}
      footer={
        <>
          <Button className="h-11" onClick={onClose}>
            {ui('cancel')}
          </Button>
          <Button
            look="danger"
            className="h-11 px-6"
            data-testid="refund-confirm"
            disabled={busy || lines.length === 0}
            onClick={refund}
          >
            {lines.length === 0 ? t('refundNone') : `${t('refundDo')} ${amount}`}
          </Button>
        </>
      }
    >
      <ul className="border-t border-line">
        {ticket.lines.map(({ title, qty, refundedQty }, line) => {
          const left = qty - refundedQty;
          const pieces = Math.min(left, chosen[line] ?? 0);
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a ticket's lines are known by their place and never move
              key={line}
              data-testid="refund-line"
              className="flex items-center gap-2 border-b border-line py-1.5"
            >
              <span className="min-w-0 flex-1 break-words">
                {title}
                <span className="ml-2 text-xs text-muted">{t('refundOf', { n: left })}</span>
              </span>
              <button
                type="button"
                aria-label={t('lineMinus', { name: title })}
                className={step}
                disabled={pieces === 0}
                onClick={() => set(line, pieces - 1)}
              >
                <Minus size={18} aria-hidden />
              </button>
              <output
                aria-label={t('refundQty', { name: title })}
                className="w-10 text-center text-base font-semibold"
              >
                {pieces}
              </output>
              <button
                type="button"
                aria-label={t('linePlus', { name: title })}
                className={step}
                disabled={pieces >= left}
                onClick={() => set(line, pieces + 1)}
              >
                <Plus size={18} aria-hidden />
              </button>
            </li>
          );
        })}
      </ul>
      <Button
        className="mt-2 h-10"
        data-testid="refund-all"
        onClick={() => setChosen(Object.fromEntries(ticket.lines.map(({ qty }, line) => [line, qty])))}
      >
        {t('refundAll')}
      </Button>
      <div className="mt-3 grid grid-cols-[10rem_1fr] items-start gap-x-4 gap-y-3">
        <Field label={t('refundTender')}>
          {(control) => (
            <Select
              {...control}
              className="h-10"
              value={tender}
              onChange={setTender}
              options={(['cash', 'qr'] as const).map((value) => ({ value, label: t(`tender_${value}`) }))}
            />
          )}
        </Field>
        <Field label={t('refundNote')}>
          {(control) => (
            <TextInput
              {...control}
              className="h-10"
              autoComplete="off"
              maxLength={300}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <Checkbox
          className="col-span-2"
          label={t('refundRestock')}
          checked={restock}
          onChange={(event) => setRestock(event.target.checked)}
        />
      </div>
      <p className="mt-3 flex items-baseline justify-between border-t border-line pt-2">
        <span className="text-muted">{t('refundSum')}</span>
        <output data-testid="refund-amount" className="text-2xl font-bold">
          {amount}
        </output>
      </p>
    </Dialog>
  );
}
