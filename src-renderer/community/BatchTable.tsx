import { skipToken, useQuery } from '@tanstack/react-query';
import { Check, ChevronDown, Copy } from 'lucide-react';
import { useState } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { client, orpc } from '#renderer/client/client.ts';
import { useAct } from '#renderer/client/use-act.ts';
import { platformWords } from '#renderer/sheets/platform-words.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { copyText } from '#renderer/ui/copy-text.ts';
import { formatClock } from '#renderer/ui/format.ts';
import { Pill } from '#renderer/ui/Pill.tsx';
import { useVirtualList, VirtualRows } from '#renderer/ui/VirtualRows.tsx';
import type { Batch, Delivery } from '#shared/domain/batch/batch.schema.ts';
import { deliveryLooks, reasonWords } from './batch-looks.ts';

type BatchId = Batch['batchId'];

/** Every group of a batch with its state; only those in sight are drawn. */
export function BatchTable({
  batchId,
  deliveries,
  able,
}: {
  batchId: BatchId;
  deliveries: readonly Delivery[];
  /** The hub is there and the person may act on it. */
  able: boolean;
}) {
  const t = useWords('community');
  const [openId, setOpenId] = useState<string | null>(null);
  const list = useVirtualList(deliveries, { keyOf: ({ groupId }) => groupId, heightOf: () => 52 });
  return (
    <div ref={list.box} className="min-h-0 flex-1 overflow-y-auto">
      <VirtualRows
        list={list}
        label={t('groups')}
        rowOf={({ state }) => ({
          'data-testid': 'batch-row',
          'data-state': state,
          className: 'px-3 py-1.5',
        })}
      >
        {(delivery) => (
          <DeliveryRow
            batchId={batchId}
            delivery={delivery}
            able={able}
            open={openId === delivery.groupId}
            onOpen={() => setOpenId(openId === delivery.groupId ? null : delivery.groupId)}
          />
        )}
      </VirtualRows>
    </div>
  );
}

function DeliveryRow({
  batchId,
  delivery,
  able,
  open,
  onOpen,
}: {
  batchId: BatchId;
  delivery: Delivery;
  /** The hub is there and the person may act on it. */
  able: boolean;
  open: boolean;
  onOpen: () => void;
}) {
  const t = useWords('community');
  const { groupId, groupName, owner, platform, state, reason, detail, byHand, at } = delivery;
  const byHandNow = state === 'by-hand';
  // What is to be copied must be there when it is pressed.
  const text = useQuery(
    orpc.batch.text.queryOptions({ input: open || byHandNow ? { batchId, groupId } : skipToken }),
  ).data?.text;
  const look = deliveryLooks[state];
  const why =
    state === 'queued' && reason === 'rate' ? 'waitsForRobot' : reason === null ? null : reasonWords[reason];
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1.2fr)_minmax(0,1.4fr)_13rem] items-center gap-x-3">
        <button type="button" onClick={onOpen} aria-expanded={open} className="group min-w-0 text-left">
          <span className="flex items-center gap-1 font-medium leading-snug">
            <span className="min-w-0 break-words">{groupName}</span>
            <ChevronDown
              size={13}
              aria-label={t('showText')}
              className={`shrink-0 text-faint group-hover:text-text ${open ? 'rotate-180' : ''}`}
            />
          </span>
          <span className="block truncate text-xs text-muted">
            {owner || t('nobody')} · {t(platformWords[platform])}
          </span>
        </button>
        <div className="min-w-0">
          <p className="flex items-center gap-2">
            <Pill tone={look.tone}>{t(look.word)}</Pill>
            {byHand && state === 'sent' && <span className="text-xs text-muted">{t('byHandTag')}</span>}
            <span className="text-xs text-faint">{formatClock(Date.parse(at))}</span>
          </p>
          {why !== null && (
            <p className="text-xs text-muted">
              {t(why)}
              {detail !== null && <span className="text-faint"> · {t('detail', { detail })}</span>}
            </p>
          )}
        </div>
        <RowActions batchId={batchId} delivery={delivery} able={able} text={text ?? null} />
      </div>
      {open && text !== undefined && (
        <p className="mt-1.5 whitespace-pre-wrap break-words rounded-md bg-bg px-2.5 py-2 text-sm leading-relaxed">
          {text}
        </p>
      )}
    </>
  );
}

function RowActions({
  batchId,
  delivery: { groupId, state },
  able,
  text,
}: {
  batchId: BatchId;
  delivery: Delivery;
  /** The hub is there and the person may act on it. */
  able: boolean;
  text: string | null;
}) {
  const t = useWords('community');
  const act = useAct();
  const [copied, setCopied] = useState(false);
  if (state === 'by-hand')
    return (
      <span className="flex items-center justify-end gap-1.5">
        <Button
          size="sm"
          disabled={text === null}
          data-testid="batch-copy"
          icon={copied ? <Check size={13} className="text-ok" aria-hidden /> : <Copy size={13} aria-hidden />}
          onClick={() => text !== null && setCopied(copyText(text))}
        >
          {t(copied ? 'copied' : 'copyText')}
        </Button>
        <Button
          size="sm"
          disabled={!able}
          data-testid="batch-tick"
          aria-label={t('tick')}
          icon={<Check size={13} aria-hidden />}
          onClick={() => act(() => client.batch.tick({ batchId, groupId }))}
        >
          {t('tickShort')}
        </Button>
      </span>
    );
  if (state === 'unknown')
    return (
      <span className="flex items-center justify-end gap-1.5">
        <Button
          size="sm"
          disabled={!able}
          data-testid="batch-settle-sent"
          onClick={() => act(() => client.batch.settle({ batchId, groupId, sent: true }))}
        >
          {t('settleSent')}
        </Button>
        <Button
          size="sm"
          look="warn"
          disabled={!able}
          data-testid="batch-settle-failed"
          onClick={() => act(() => client.batch.settle({ batchId, groupId, sent: false }))}
        >
          {t('settleFailed')}
        </Button>
      </span>
    );
  return <span />;
}
